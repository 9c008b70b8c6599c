"""The browser front end: one page in Vietnamese, its routes, and the rebuild in the background.

Nothing here knows how an answer is found or how an archive stores it: `assistant` and
`index` are used through their facades. `web.server.create_app` is the way in.
"""
