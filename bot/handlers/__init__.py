"""What people say and press, brought to the service that answers it."""
