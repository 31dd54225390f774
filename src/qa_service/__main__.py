"""`python -m qa_service` is the command line."""

import sys

from qa_service.cli import main

sys.exit(main())
