"""Addresses of assessments, by audience."""

from django.urls import URLPattern

staff: list[URLPattern] = []
assessor: list[URLPattern] = []
eqa: list[URLPattern] = []
centre: list[URLPattern] = []
