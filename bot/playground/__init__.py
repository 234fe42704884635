"""Telegram in a box: a stand-in for Telegram on which the unchanged application runs without a token.

``box.Box`` is the little Telegram (people act on it, tests look at what the bot did), ``request.BoxRequest``
the way python-telegram-bot reaches it, ``terminal.chat`` the conversation in a terminal.
"""
