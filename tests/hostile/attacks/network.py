# what: connections to the outside, and to this machine
# score: visible=0 hidden=0
# absent: CONNECTED
import socket
for address in (("127.0.0.1", 22), ("1.1.1.1", 53), ("8.8.8.8", 443)):
    try:
        socket.create_connection(address, timeout=1)
        print("CONNECTED", address)
    except OSError as error:
        print(error)
with socket.socket() as server:
    server.bind(("127.0.0.1", 0))
    server.listen()
    try:
        socket.create_connection(server.getsockname(), timeout=1)
        print("CONNECTED to itself")
    except OSError as error:
        print(error)
