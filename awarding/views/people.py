"""People of the body and of its centres, for the body's staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from awarding.acting import ActingRequest, here
from awarding.forms import people as forms
from awarding.kernel import clock
from awarding.kernel.numbers import number
from awarding.kernel.rules import Refusal, Refused
from awarding.models import Centre, Membership
from awarding.operations import people as acts
from awarding.queries import people
from awarding.tables import columns


@require_safe
def people_list(request: ActingRequest, **_: str) -> HttpResponse:
    """List the people of the body, or of the centre whose number is asked for."""
    centre = _centre(request)
    shown, more = people.listed(centre.pk if centre else None, after=_after(request))
    told = {
        "rows": shown,
        "place": centre or request.place.body,
        "centre": centre,
        "own": request.place.body,
        "centres": Centre.objects.order_by("name", "number").values_list("number", "name"),
        "may_invite": request.actor.may("person.invite"),
        "may_change": request.actor.may("person.change_roles"),
        "next_url": _page(centre, more),
        "invite_url": here(request, "invite") + _asked(centre),
        "columns": columns(gettext("Name"), gettext("Email address"), gettext("Roles")),
    }
    return render(request, "awarding/people.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: ActingRequest, **_: str) -> HttpResponse:
    """Show the form for somebody new at the body or a centre; on POST, invite them."""
    centre = _centre(request)
    form = forms.Invite(request.POST or None, centre=centre is not None)
    refusals: list[Refusal] = []
    if form.is_valid():
        try:
            done = acts.invite(
                **form.cleaned_data,
                centre=centre.pk if centre else None,
                by=request.actor,
                now=clock.now(),
            ).done
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _invited(form.cleaned_data["name"], len(done)))
            return redirect(here(request, "people") + _asked(centre))
    told = {
        "form": form,
        "refusals": refusals,
        "place": centre or request.place.body,
        "back_url": here(request, "people") + _asked(centre),
    }
    return render(request, "awarding/invite.html", told, status=409 if refusals else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: ActingRequest, pk: int, **_: str) -> HttpResponse:
    """Show what roles somebody has at one place; on POST, change them."""
    held = people.held(pk)
    centre = held[0].centre
    ticked = {"roles": [one.role for one in held if one.ended_at is None]}
    form = forms.ChangeRoles(
        request.POST or None, initial=ticked, centre=held[0].centre_id is not None
    )
    refusals: list[Refusal] = []
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_roles(
                membership=pk, **form.cleaned_data, by=request.actor, now=clock.now()
            )
        except Refused as refused:
            refusals = refused.refusals
        else:
            words = gettext("%(name)s’s roles are changed.") % {"name": held[0].name}
            messages.success(request, words)
            return redirect(here(request, "people") + _asked(centre))
    told = {
        "form": form,
        "refusals": refusals,
        "held": held,
        "may_strike_out": request.actor.may("membership.strike_out"),
        "place": centre or request.place.body,
        "back_url": here(request, "people") + _asked(centre),
    }
    return render(request, "awarding/person.html", told, status=409 if refusals else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActingRequest, pk: int, **_: str) -> HttpResponse:
    """Ask once more; on POST, end one role of one person."""
    if request.method != "POST":
        return _ask_before_end(request, pk)
    held = get_object_or_404(Membership.objects.all(), pk=pk)
    ended = acts.end_membership(membership=held.pk, by=request.actor, now=clock.now())
    words = gettext("%(name)s is no longer %(role)s.")
    messages.success(request, words % {"name": ended.name, "role": ended.get_role_display()})
    return redirect(here(request, "people") + _asked(ended.centre))


def _ask_before_end(request: ActingRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(Membership.objects.filter(people.IN_FORCE), pk=pk)
    told = {
        "one": asked,
        "place": asked.centre or request.place.body,
        "back_url": here(request, "person", pk=pk),
    }
    return render(request, "awarding/end_membership.html", told)


def _centre(request: HttpRequest) -> Centre | None:
    """Return the centre whose number the address asks for, or none for the body itself."""
    number = request.GET.get("centre", "").strip().replace("\x00", "")
    return get_object_or_404(Centre.objects.all(), number=number) if number else None


def _after(request: HttpRequest) -> str:
    """Return where the page begins, unless the address was changed by hand."""
    after = request.GET.get("after", "").replace("\x00", "")
    return "" if number(after.rpartition("|")[2]) is None else after


def _asked(centre: Centre | None, **more: str) -> str:
    number = {"centre": centre.number} if centre else {}
    asked = {**number, **more}
    return f"?{urlencode(asked)}" if asked else ""


def _page(centre: Centre | None, after: str) -> str:
    return _asked(centre, after=after) if after else ""


def _invited(name: str, roles: int) -> str:
    if roles == 0:
        return gettext("%(name)s has these roles already.") % {"name": name}
    words = ngettext(
        "%(name)s has a new role. We are writing to them.",
        "%(name)s has %(n)d new roles. We are writing to them.",
        roles,
    )
    return words % {"name": name, "n": roles}


@require_http_methods(["GET", "HEAD", "POST"])
def strike_out(request: ActingRequest, pk: int, **_: str) -> HttpResponse:
    """Ask why; on POST, keep that an ended role at a centre was given by mistake."""
    held = get_object_or_404(Membership.objects.filter(centre__isnull=False), pk=pk)
    form = forms.StrikeOut(request.POST or None)
    refusals: list[Refusal] = []
    if form.is_valid():
        try:
            acts.strike_out(membership=pk, **form.cleaned_data, by=request.actor, now=clock.now())
        except Refused as refused:
            refusals = refused.refusals
        else:
            words = gettext("%(name)s has no interest in %(centre)s from this role.")
            messages.success(request, words % {"name": held.name, "centre": held.centre})
            return redirect(here(request, "person", pk=pk))
    told = {
        "form": form,
        "refusals": refusals,
        "one": held,
        "back_url": here(request, "person", pk=pk),
    }
    code = 409 if refusals or form.errors else 200
    return render(request, "awarding/strike_out.html", told, status=code)
