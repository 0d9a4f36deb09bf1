from django.urls import path

from payroll import views

urlpatterns = [path("<int:year>/<int:month>/", views.month, name="payroll_month")]
