"""The server: pages for people, an API for other systems, in front of one archive.

`app` puts it together; `guard` decides who is let in; `jobs` takes documents in; `pictures` draws their pages;
`desk` holds what all of them share. `vbparse serve` starts it, see docs/serve.md.
"""
