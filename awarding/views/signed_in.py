"""After signing in beside a page that is still open: what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from awarding import problems


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Send people back to the tab they came from; offer the page anew if it is closed."""
    if request.user.pk is None:
        return problems.sign_in_first(request)
    page = request.GET.get("page", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/")
    return render(request, "account/signed_in.html", {"page_url": page if ours else "/"})
