"""
Which page about a log-in is where?
"""

from django.contrib.auth.views import LogoutView
from django.urls import path

from host.accounts.views import account, log_in, second_step

urlpatterns = [
    path("log-in/", log_in.LogIn.as_view(), name="login"),
    path("log-out/", LogoutView.as_view(), name="logout"),
    path("log-in/forgotten/", account.Forgotten.as_view(), name="forgotten"),
    path("log-in/forgotten/sent/", account.forgotten_sent, name="forgotten-sent"),
    path(
        "log-in/new-password/<uidb64>/<token>/", account.NewPassword.as_view(), name="new-password"
    ),
    path("account/", account.account, name="account"),
    path("account/password/", account.ChangePassword.as_view(), name="change-password"),
    path("account/second-step/", second_step.show, name="second-step"),
    path("account/second-step/on/", second_step.turn_on, name="second-step-on"),
    path("account/second-step/off/", second_step.turn_off, name="second-step-off"),
]
