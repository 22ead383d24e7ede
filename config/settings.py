"""One settings file; what differs between machines comes from the environment.

``CHOGOC_MODE`` is ``production`` unless it is said to be ``demo``. Either refuses the other's
keys: see :mod:`config.refusals`. Every variable is listed in ``docs/settings.md``.
"""

from pathlib import Path
from secrets import randbelow
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment as env
from config.caches import caches
from config.operators import UNFOLD  # noqa: F401 (a setting of django-unfold)
from config.refusals import refuse_mixed
from traceability.merkle.keys import LOG, WITNESS

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# What kind of market this is ------------------------------------------------------------------
MODE = env.choice("CHOGOC_MODE", ["production", "demo"], "production")
DEMO = MODE == "demo"
DEMO_SECRET = "demo-secret-that-everybody-knows-0000000000000000000000"
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY", DEMO_SECRET if DEMO else None)
SITE_URL = env.site("SITE_URL", "http://127.0.0.1:8000" if DEMO else None)
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", f"{SITE_HOST},localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "rest_framework.authtoken",
    "accounts",
    "catalog",
    "traceability",
    "marketplace",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.policies.ContentPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "traceability.views.quick.PlainScansMiddleware",
    "config.letters.NoNulMiddleware",
    "marketplace.payments.quick.PlainNoticesMiddleware",
    "marketplace.storefront.pages_kept.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.LastSeenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketplace.scanned.keeping.KeptScansMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "accounts.widgets.PlainInputs"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "marketplace.storefront.templatetags.market",
                "marketplace.storefront.templatetags.once",
                "marketplace.claims.templatetags.claims",
                "marketplace.talks.templatetags.talks",
                "marketplace.invoices.templatetags.invoices",
                "marketplace.workspace.templatetags.stall",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "marketplace.storefront.context.page",
            ],
        },
    }
]

# Where things are kept ------------------------------------------------------------------------
SQLITE_SYNCHRONOUS = env.choice("SQLITE_SYNCHRONOUS", ["FULL", "NORMAL", "OFF"], "FULL")
DATABASES = {
    "default": env.database(
        "DATABASE_URL", VAR_DIR / "market.sqlite3", synchronous=SQLITE_SYNCHRONOUS
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL", "")
CACHES = caches(REDIS_URL)
SHELVES_SEEN_EVERY: float | None = 1.0  # seconds a worker may not know that goods have changed
SITEMAP_ADDRESSES = 50_000  # in one file, as the protocol allows
SCANS_DIR = VAR_DIR / "scans"
SCANS_WRITTEN_EVERY = 2  # seconds that looks at codes may wait in a file; 0: nobody writes them
PROVINCE_HEADER = env.text("PROVINCE_HEADER", "")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.sheets.MarketFiles"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
OFFLINE_PAGES = env.flag("OFFLINE_PAGES", default=True)

# Words, numbers and time ----------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
GUEST_LANGUAGES = [("zh-hans", "简体中文"), ("ko", "한국어"), ("fr", "Français")]
GUEST_PAGES = r"/(?:truy-xuat/|(?:01|414|00|8003|8004|t)/|san-pham/[^/]+/$)"  # speak them too
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"
USE_THOUSAND_SEPARATOR = True
NUMBER_GROUPING = 3  # Django leaves Vietnamese numbers ungrouped

# People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.sessions.ByPhone",
    "accounts.sessions.ByPhoneOrCode",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.PhoneAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.NameAtSignUp"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600  # seconds
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
CODES_ARE = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_FORMAT = ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = CODES_ARE
ACCOUNT_RATE_LIMITS = {"verify_phone": ""}  # our own atomic limit counts codes: accounts.adapter
MFA_ADAPTER = "accounts.key_adapter.KeyAdapter"
MFA_SUPPORTED_TYPES, MFA_PASSKEY_LOGIN_ENABLED = ["webauthn", "recovery_codes"], True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # a demo is served without TLS, on this machine
ACCOUNT_COOLING_DAYS = env.number("ACCOUNT_COOLING_DAYS", 3, least=1, most=30)
ERASURE_DAYS = env.number("ERASURE_DAYS", 7, least=1, most=15)
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/tai-khoan/"
LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Messages -------------------------------------------------------------------------------------
QUIET_HOURS = env.hours("QUIET_HOURS", "21:00-07:00")
EMAIL_SERVER = env.mail_server("EMAIL_URL", "")
EMAIL_FROM = env.text("EMAIL_FROM", f"Chợ Gốc <cho@{SITE_HOST}>")
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"  # it does not leave the machine
MESSAGE_CHANNELS: dict[str, dict[str, Any]] = (
    {"zns": {}, "sms": {}, "email": {"backend": NO_MAIL}} if DEMO else {}
)
if EMAIL_SERVER and not DEMO:
    MESSAGE_CHANNELS["email"] = {"server": EMAIL_SERVER}

# Money ----------------------------------------------------------------------------------------
DEMO_BANK = "999999"
STRIPE_API = "https://api.stripe.com"
DEMO_NOTICE_SECRET = "demo-notice-secret-that-everybody-knows"
SANDBOX_TROUBLE = env.flag("SANDBOX_TROUBLE", default=False)
SANDBOX_SEED = env.number("SANDBOX_SEED", randbelow(10**6))
SETTLEMENT = env.choice("SETTLEMENT", ["partner", "direct"], "partner")
PAYMENT_GATEWAYS: dict[str, dict[str, Any]] = {}
ACCOUNT_WATCHERS: dict[str, dict[str, Any]] = {}
if DEMO:
    PAYMENT_GATEWAYS["sandbox"] = {
        "secret": DEMO_NOTICE_SECRET,
        "seed": SANDBOX_SEED if SANDBOX_TROUBLE else None,
    }
if env.text("VIETQR_ACCOUNT", ""):
    PAYMENT_GATEWAYS["vietqr"] = {
        "bank": env.text("VIETQR_BANK"),
        "account": env.text("VIETQR_ACCOUNT"),
        "holder": env.text("VIETQR_HOLDER"),
    }
    ACCOUNT_WATCHERS[env.choice("VIETQR_WATCHER", ["sepay", "casso", "payos"], "sepay")] = {
        "accounts": (env.text("VIETQR_ACCOUNT"),) if SETTLEMENT == "partner" else (),
        "secrets": env.secrets("VIETQR_NOTICE_SECRET"),
    }
if env.text("VNPAY_SHOP", ""):
    PAYMENT_GATEWAYS["vnpay"] = {
        "shop": env.text("VNPAY_SHOP"),
        "secrets": env.secrets("VNPAY_SECRET"),
        "page": env.address("VNPAY_PAGE"),
        "api": env.address("VNPAY_API"),
    }
if env.text("MOMO_SHOP", ""):
    PAYMENT_GATEWAYS["momo"] = {
        "shop": env.text("MOMO_SHOP"),
        "access_key": env.text("MOMO_ACCESS_KEY"),
        "secrets": env.secrets("MOMO_SECRET"),
        "notice_url": f"{SITE_URL}/webhooks/momo/",
        "api": env.address("MOMO_API", "https://payment.momo.vn/v2/gateway/api"),
    }
if env.text("ZALOPAY_SHOP", ""):
    PAYMENT_GATEWAYS["zalopay"] = {
        "shop": env.text("ZALOPAY_SHOP"),
        "secrets": env.secrets("ZALOPAY_SECRET"),
        "notice_secrets": env.secrets("ZALOPAY_NOTICE_SECRET"),
        "notice_url": f"{SITE_URL}/webhooks/zalopay/",
        "api": env.address("ZALOPAY_API", "https://openapi.zalopay.vn/v2"),
    }
if env.flag("VIETTEL_CONTRACT", default=False):
    PAYMENT_GATEWAYS["viettel"] = {
        "shop": env.text("VIETTEL_SHOP"),
        "access_code": env.text("VIETTEL_ACCESS_CODE"),
        "secrets": env.secrets("VIETTEL_SECRET"),
        "page": env.address("VIETTEL_PAGE"),
        "api": env.address("VIETTEL_API"),
    }
if env.text("STRIPE_SECRET_KEY", ""):
    PAYMENT_GATEWAYS["stripe"] = {
        "key": env.text("STRIPE_SECRET_KEY"),
        "secrets": env.secrets("STRIPE_WEBHOOK_SECRET"),
        "api": env.site("STRIPE_API", STRIPE_API),
    }
INVOICE_KEYS_DIR = Path(env.text("INVOICE_KEYS_DIR", str(VAR_DIR / "invoice-keys")))
INVOICE_AUTHORITIES = env.text("INVOICE_AUTHORITIES", "")
INVOICE_SOLUTION_TAX_CODE = env.text("INVOICE_SOLUTION_TAX_CODE", "")
VIETTEL_INVOICE_API = env.site("VIETTEL_INVOICE_API", "https://api-vinvoice.viettel.vn")
CARRIERS: dict[str, dict[str, str]] = {}
if DEMO:
    CARRIERS["sandbox"] = {"secret": DEMO_NOTICE_SECRET}
FOUR_EYES_FROM = env.number("FOUR_EYES_FROM", 20_000_000, least=0, most=10**12)
HOLD_MINUTES = env.number("HOLD_MINUTES", 15, least=1, most=1440)
OFFER_HOURS = env.number("OFFER_HOURS", 24, least=1, most=168)
MOST_UNPAID_ORDERS = env.number("MOST_UNPAID_ORDERS", 5, least=1, most=1000)
CLAIM_ANSWER_HOURS = env.number("CLAIM_ANSWER_HOURS", 48, least=1, most=720)
MOST_HELD_PACKS = env.number("MOST_HELD_PACKS", 500, least=1, most=1_000_000)
MIN_PAYOUT = env.number("MIN_PAYOUT", 50_000, least=1, most=1_000_000_000)

# The transparency log -------------------------------------------------------------------------
DEMO_LOG_KEY = (  # that everybody knows
    "PRIVATE+KEY+demo.chogoc.example/log+b00e922a+AUFa/tzQNO2sshRxycCAVk1t3UPQbnVv0KDn+6W6dFfD"
)
LOG_KEYS = env.note_keys("LOG_KEY", DEMO_LOG_KEY if DEMO else None, kind=LOG)
DEMO_SIGNING_SECRET = "demo-signing-secret-that-everybody-knows"
SIGNING_SECRET = env.text("SIGNING_SECRET", DEMO_SIGNING_SECRET if DEMO else "")
LOG_WITNESSES = env.note_keys("LOG_WITNESSES", "", kind=WITNESS)

# Safety ---------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = SITE_URL.startswith("https://")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if SITE_URL.startswith("https://") else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "troubles": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": "WARNING",
        },
    },
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO"),
    },
    # A line for each task tells nobody anything; the worker sets its loggers' levels itself.
    "loggers": {
        name: {"handlers": ["troubles"], "propagate": False}
        for name in ("django_tasks", "django_tasks_db")
    },
}

# The API --------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "accounts.problem_schema.SpokenSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["accounts.bodies.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "accounts.paging.Pages",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttles.FairUse"],
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "accounts.problems.answer",
    "NUM_PROXIES": 1 if env.flag("BEHIND_PROXY", default=False) else 0,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Chợ Gốc API",
    "DESCRIPTION": _(
        "Sản phẩm OCOP, nguồn gốc từng lô và từng món, giỏ hàng và đơn hàng. Tiền tính bằng đồng, "
        "số nguyên. Lỗi trả lời theo RFC 9457 (application/problem+json). Không cần mã để đọc; "
        "để mua hàng và xem đơn, xin lấy mã API ở trang tài khoản."
    ),
    "VERSION": "1.0.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATION_PARAMETERS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "accounts.problem_schema.document_problems",
        "accounts.problem_schema.leave_out_column_sizes",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ProducerKind": "catalog.models.Producer.Kind",
        "PlaceKind": "traceability.models.Place.Kind",
        "EventKind": "traceability.models.Event.Kind",
        "DocumentKind": "traceability.models.Document.Kind",
        "OrderState": "marketplace.orders.models.Order.State",
        "PaymentState": "marketplace.payments.models.Payment.State",
        "ItemState": "traceability.models.ItemCode.State",
        "RecognitionLevel": "catalog.models.Recognition.Level",
        "Standing": "catalog.models.Recognition.Standing",
        "Evidence": "traceability.models.events.Evidence",
        "Stage": "traceability.models.Event.Stage",
    },
}

refuse_mixed(globals())
