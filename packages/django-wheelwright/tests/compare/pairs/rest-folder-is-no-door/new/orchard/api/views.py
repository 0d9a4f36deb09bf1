def trees_view(request):
    return None
