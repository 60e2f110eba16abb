"""How people sign in: accounts by invitation, a second factor, and locks against guessing."""

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "choose"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "awarding.accounts.Invited"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by address; nobody signs up
ACCOUNT_SESSION_REMEMBER = False
#: django-axes decides lockouts, by account and in the database: an address on the Internet may be
#: a whole college's, so nobody is locked out for what somebody else there tried.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "awarding.forms.sign_in.SignIn",
    "reset_password": "awarding.forms.sign_in.ForgottenPassword",
    "reset_password_from_key": "awarding.forms.sign_in.NewPassword",
    "change_password": "awarding.forms.sign_in.ChangedPassword",
    "reauthenticate": "awarding.forms.sign_in.OnceMore",
}
MFA_FORMS = {
    "authenticate": "awarding.forms.sign_in.Code",
    "reauthenticate": "awarding.forms.sign_in.CodeOnceMore",
    "activate_totp": "awarding.forms.sign_in.FirstCode",
}
MFA_ADAPTER = "awarding.second_factor.Kept"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Assessment portal"

AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a lock ends when the page says so
AXES_CLIENT_IP_CALLABLE = "awarding.accounts.address_of"
AXES_USERNAME_CALLABLE = "awarding.accounts.login_name"
AXES_LOCKOUT_CALLABLE = "awarding.accounts.locked_out"
