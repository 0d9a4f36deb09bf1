class {{ camel_case_app_name }}:
