"""Every Scrapy setting that differs from its default, each with its reason.

`scrapy list` and `scrapy crawl reports -a portal=411424` use these as they are; `gongkai crawl` adds only the
archive's path and the contact.
"""

import os

from crawler.identity import known_contact, user_agent

BOT_NAME = "gongkai"
SPIDER_MODULES = ["crawler.spiders"]

# Where captures go when Scrapy's own commands are used.
GONGKAI_ARCHIVE = os.environ.get("GONGKAI_ARCHIVE", "data/gongkai.db")

# --- who asks, and how gently -------------------------------------------------------------------------

USER_AGENT = user_agent(known_contact(None))  # honest: product, version and contact, no browser's name
ROBOTSTXT_OBEY = True  # the default is False
DOWNLOAD_DELAY = 2.0  # seconds between requests to one host or address; a portal's `pause` overrules it
DOWNLOAD_DELAY_JITTER = 0.0  # crawler/pace.py draws it, and only lengthens pauses
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one connection to a host
CONCURRENT_REQUESTS = 320  # hosts in work at a time; most of them wait for their own pause
REFERRER_POLICY = "no-referrer"  # which page led here is nobody's business
COOKIES_ENABLED = False  # nothing here needs a session, and challenges are not answered
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",  # some portals choose the language of their pages by it
}

# --- what may come in ---------------------------------------------------------------------------------

DOWNLOAD_VERIFY_CERTIFICATES = True  # the default is False; a portal's `verify_tls` is the only exception
DOWNLOAD_HANDLERS = {
    "http": "crawler.handlers.PortalHandler",  # sends when it is a request's turn
    "https": "crawler.handlers.PortalHandler",  # knows `verify_tls`, too
    "file": None,  # nothing but http and https is ever opened
    "ftp": None,
    "s3": None,
    "data": None,
}
TWISTED_DNS_RESOLVER = "crawler.middlewares.resolver.GuardedResolver"  # no private address unless permitted
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024  # a scanned report has some 30 MB; the default is 1 GB. Holds after unpacking too
DOWNLOAD_WARNSIZE = 0  # no warning: what is too large is a verdict
DOWNLOAD_TIMEOUT = 60  # seconds; the default is 180
DOWNLOAD_FAIL_ON_DATALOSS = True  # a page that was cut off is no page
REDIRECT_MAX_TIMES = 5  # from http to https to www to a folder; the default is 20
REDIRECT_PRIORITY_ADJUST = 0  # a redirect is the same request
METAREFRESH_ENABLED = False  # a page that leads elsewhere by itself is judged, not followed
RETRY_ENABLED = False  # asked again through the frontier, so that every fetch is recorded

# --- how the engine runs ------------------------------------------------------------------------------

REMOTE_CONTROL_ENABLED = False  # on by default since 2.19: an HTTP port that runs Python
TELNETCONSOLE_ENABLED = False  # a port that runs Python, too
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 32 * 1024 * 1024  # not judged yet; the default, 70 pages, fills while a batch is written
CONCURRENT_ITEMS = 1  # there are none, and Scrapy makes as many tasks for each response: 14 % of the time with 100
WARN_ON_GENERATOR_RETURN_VALUE = False  # it parses the callbacks' source again and again: a tenth of the time
SCHEDULER = "crawler.window.Window"  # the frontier holds the queue, and each request once; this holds what was claimed
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # everything is counted from the archive
DOWNLOADER_STATS = False  # nor is what goes over the wire counted twice: the request log has it
LOG_LEVEL = os.environ.get("GONGKAI_LOG_LEVEL", "INFO")
LOG_VERSIONS: list[str] = []
STATS_DUMP = False  # the summary says it

EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.feedexport.FeedExporter": None,  # there are no items
    "scrapy.extensions.logstats.LogStats": None,  # progress is reported from the archive
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logcount.LogCount": None,
    "crawler.extensions.progress.Progress": 100,
}

# Callbacks give nothing, so none of these has anything to do; without them refusals, which are
# evidence, come to the spider, and long addresses of data sources are asked for.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}

# From the engine to the network; answers come back in the other order.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,  # a proxy would look names up for us
    "crawler.middlewares.allowed_hosts.AllowedHosts": 50,
    "crawler.middlewares.politeness.Politeness": 80,  # before robots: a host that was given up is not asked for it
    "crawler.middlewares.robots.Robots": 100,
    "crawler.middlewares.conditional.Conditional": 450,
    "crawler.middlewares.as_received.AsReceived": 595,  # between the unpacking (590) and the network
}
