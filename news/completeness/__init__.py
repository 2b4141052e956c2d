"""What is missing before a page is submitted, and what would make it better.

One list of rules: the editor's panel and the sign-off sheet show it, and what it asks for is what
the form (``page_forms.py``) and the first task (``missing_for_submission``) refuse to go without.
"""

from .advice import advice_on
from .checks import Check
from .personal_data import personal_data_in
from .required import required_of

__all__ = ["Check", "advice_on", "personal_data_in", "required_of"]
