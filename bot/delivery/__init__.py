"""What owes messages to chats, and the one place that sends them."""
