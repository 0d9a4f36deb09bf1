from typing import Dict, List, Optional, Union

__all__ = ["plant"]


def plant(kinds: Optional[List[str]], rows: Union[int, str]) -> Dict[str, int]: ...
