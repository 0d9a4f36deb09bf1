"""
The only reader of settings in the directory.
"""

from domain_kit.ports import PortList
from host.directory.ports import DirectoryObserver

observers = PortList("DIRECTORY_OBSERVERS", DirectoryObserver, "host.adapters.leavers.EndCover")
