"""A hunt for inputs that break what is promised: ``python -m tests.fuzz``. No part of the default run."""
