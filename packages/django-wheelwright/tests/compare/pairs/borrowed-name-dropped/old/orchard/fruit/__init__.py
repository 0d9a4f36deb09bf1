import os
from decimal import Decimal
