"""Republishing when the content changes: a signed delivery in, the site rebuilt, the world told.

    sender ──verify──▶ inbox (on the disk) ──202          told once: hubs, search engines
                         │                                   ▲
                       quiet ──pull─run─build─deploy──▶ done, outbox

`receive`, `app` and `protocol` are the way in, `providers` who may send, `inbox` the one file that is the truth,
`worker` and `steps` what is done, `sender` the way out. Needs the extra `webhook`.
"""
