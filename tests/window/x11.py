# SPDX-License-Identifier: MIT
"""The few things a window is asked through Xlib that xdotool cannot ask: to close, to answer, to take dropped files."""
import ctypes
import time
import urllib.parse

PROPERTY_REPLACE, SUBSTRUCTURE_NOTIFY, SELECTION_REQUEST, CLIENT_MESSAGE, Z_PIXMAP = 0, 1 << 19, 30, 33, 2


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent, padded to the size of the union XEvent."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("padding", ctypes.c_long * 24)]


class SelectionRequest(ctypes.Structure):
    """XSelectionRequestEvent."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("owner", ctypes.c_ulong), ("requestor", ctypes.c_ulong),
                ("selection", ctypes.c_ulong), ("target", ctypes.c_ulong), ("property", ctypes.c_ulong),
                ("time", ctypes.c_ulong)]


class SelectionNotify(ctypes.Structure):
    """XSelectionEvent, padded to the size of the union XEvent."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("requestor", ctypes.c_ulong), ("selection", ctypes.c_ulong),
                ("target", ctypes.c_ulong), ("property", ctypes.c_ulong), ("time", ctypes.c_ulong),
                ("padding", ctypes.c_long * 24)]


class Image(ctypes.Structure):
    """The front of XImage."""
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int)]


ERROR_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


@ERROR_HANDLER
def keep_going(_display, _error):
    """A window may be gone when it is spoken to; Xlib's own handler would end this process."""
    return 0


def load_xlib():
    x11 = ctypes.CDLL("libX11.so.6")
    pointer, number, integer = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int
    for name, result, arguments in (
            ("XOpenDisplay", pointer, [ctypes.c_char_p]), ("XCloseDisplay", integer, [pointer]),
            ("XInternAtom", number, [pointer, ctypes.c_char_p, integer]), ("XDefaultRootWindow", number, [pointer]),
            ("XSendEvent", integer, [pointer, number, integer, ctypes.c_long, pointer]),
            ("XSelectInput", integer, [pointer, number, ctypes.c_long]), ("XPending", integer, [pointer]),
            ("XNextEvent", integer, [pointer, pointer]), ("XFlush", integer, [pointer]),
            ("XSync", integer, [pointer, integer]),
            ("XCreateSimpleWindow", number, [pointer, number, integer, integer] + [ctypes.c_uint] * 3 + [number] * 2),
            ("XSetSelectionOwner", integer, [pointer, number, number, number]),
            ("XChangeProperty", integer, [pointer, number, number, number, integer, integer, pointer, integer]),
            ("XGetImage", ctypes.POINTER(Image), [pointer, number] + [integer] * 2 + [ctypes.c_uint] * 2 + [number, integer]),
            ("XFree", integer, [pointer]),
            ("XGetGeometry", integer, [pointer, number] + [pointer] * 7)):
        function = getattr(x11, name)
        function.restype, function.argtypes = result, arguments
    x11.XSetErrorHandler(keep_going)
    return x11


class Display:
    """A connection of our own to $DISPLAY. For one thread."""

    def __init__(self):
        self.x11 = load_xlib()
        self.display = self.x11.XOpenDisplay(None)
        if not self.display:
            raise RuntimeError("the display cannot be opened")
        self.root = self.x11.XDefaultRootWindow(self.display)
        self.own = self.x11.XCreateSimpleWindow(self.display, self.root, 0, 0, 1, 1, 0, 0, 0)
        self.x11.XSelectInput(self.display, self.root, SUBSTRUCTURE_NOTIFY)
        self.serial = 0

    def close(self):
        self.x11.XCloseDisplay(self.display)

    def atom(self, name):
        return self.x11.XInternAtom(self.display, name.encode("ascii"), 0)

    def send(self, window, kind, *data):
        event = ClientMessage(type=CLIENT_MESSAGE, window=window, format=32, message_type=self.atom(kind))
        for i, number in enumerate(data):
            event.data[i] = number
        self.x11.XSendEvent(self.display, window, 0, 0, ctypes.byref(event))
        self.x11.XFlush(self.display)

    def ask_to_close(self, window):
        """What a window manager sends when its close button is pressed; there is none under Xvfb."""
        self.send(window, "WM_PROTOCOLS", self.atom("WM_DELETE_WINDOW"), 0)

    def size(self, window):
        """(width, height) in pixels, or None when the window is gone."""
        root, x, y = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_int()
        width, height, border, depth = (ctypes.c_uint() for _ in range(4))
        there = self.x11.XGetGeometry(self.display, window, *(ctypes.byref(v) for v in (root, x, y, width, height, border, depth)))
        return (width.value, height.value) if there else None

    def picture(self, window):
        """All bytes of what the window shows, or None when it is gone."""
        size = self.size(window)
        image = size and self.x11.XGetImage(self.display, window, 0, 0, *size, 2**32 - 1, Z_PIXMAP)
        if not image:
            return None
        data = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * size[1])
        self.x11.XFree(image.contents.data)
        self.x11.XFree(image)
        return data

    def events(self, seconds, step=0.002):
        """What arrives within `seconds`, each as a ClientMessage, which other events are cast from."""
        end = time.monotonic() + seconds
        while True:
            while self.x11.XPending(self.display):
                event = ClientMessage()
                self.x11.XNextEvent(self.display, ctypes.byref(event))
                yield event
            if time.monotonic() >= end:
                return
            time.sleep(step)

    def answers(self, window, seconds):
        """Seconds until the window answers a _NET_WM_PING, which every event before has to wait for; None if it does not."""
        self.serial += 1
        begin = time.monotonic()
        ping, protocols = self.atom("_NET_WM_PING"), self.atom("WM_PROTOCOLS")
        self.send(window, "WM_PROTOCOLS", ping, self.serial, window)
        for event in self.events(seconds):
            if event.type == CLIENT_MESSAGE and event.message_type == protocols and event.data[0] == ping \
                    and event.data[1] == self.serial:
                return time.monotonic() - begin
        return None

    def drop(self, window, paths, x, y, seconds=3):
        """Drops files as a file manager does (XDND 5). Whether the window took them. `paths`: strings or bytes."""
        selection, kind = self.atom("XdndSelection"), self.atom("text/uri-list")
        self.x11.XSetSelectionOwner(self.display, selection, self.own, 0)
        self.send(window, "XdndEnter", self.own, 5 << 24, kind)
        self.send(window, "XdndPosition", self.own, 0, int(x) << 16 | int(y), 0, self.atom("XdndActionCopy"))
        uris = "".join("file://" + urllib.parse.quote(path) + "\r\n" for path in paths).encode("ascii")
        status, finished = self.atom("XdndStatus"), self.atom("XdndFinished")
        for event in self.events(seconds):
            if event.type == SELECTION_REQUEST:
                self.hand_over(ctypes.cast(ctypes.byref(event), ctypes.POINTER(SelectionRequest)).contents, uris)
            elif event.type == CLIENT_MESSAGE and event.message_type == status:
                self.send(window, "XdndDrop", self.own, 0, 0)
            elif event.type == CLIENT_MESSAGE and event.message_type == finished:
                return True
        return False

    def hand_over(self, request, content):
        self.x11.XChangeProperty(self.display, request.requestor, request.property, request.target, 8, PROPERTY_REPLACE,
                                 content, len(content))
        notice = SelectionNotify(type=31, requestor=request.requestor, selection=request.selection,
                                 target=request.target, property=request.property, time=request.time)
        self.x11.XSendEvent(self.display, request.requestor, 0, 0, ctypes.byref(notice))
        self.x11.XFlush(self.display)
