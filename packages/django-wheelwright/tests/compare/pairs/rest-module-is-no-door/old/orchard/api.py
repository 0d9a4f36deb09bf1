from rest_framework import viewsets


class TreeViewSet(viewsets.ModelViewSet):
    pass
