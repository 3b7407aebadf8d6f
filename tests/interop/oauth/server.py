"""A token server and a protected resource, on Authlib and Flask. See README.md."""

import argparse
import os
import sys
import threading
import time

# Loopback has no TLS.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc6750 import BearerTokenValidator
from flask import Flask
from werkzeug.serving import make_server


class Client(ClientMixin):
    """The one client there is."""

    client_id = "buchhaltung"

    def __init__(self, secret):
        self.secret = secret

    def get_client_id(self):
        return self.client_id

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return scope or ""

    def check_client_secret(self, client_secret):
        return self.secret == client_secret

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "client_secret_basic"

    def check_grant_type(self, grant_type):
        return grant_type == "client_credentials"


class Token(TokenMixin):
    """A token that was given."""

    def __init__(self, client, lifetime):
        self.client = client
        self.end = time.monotonic() + lifetime
        self.revoked = False

    def check_client(self, client):
        return client is self.client

    def get_scope(self):
        return ""

    def get_expires_in(self):
        return int(self.end - time.monotonic())

    def is_expired(self):
        return time.monotonic() >= self.end

    def is_revoked(self):
        return self.revoked

    def get_user(self):
        return None

    def get_client(self):
        return self.client


def serve(client, lifetime):
    app = Flask(__name__)
    app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"client_credentials": lifetime}
    tokens = {}
    counts = {"refused": 0, "orders": 0}

    def query_client(client_id):
        return client if client_id == client.client_id else None

    def save_token(token, request):
        tokens[token["access_token"]] = Token(client, token["expires_in"])

    server = AuthorizationServer(app, query_client=query_client, save_token=save_token)

    class Grant(grants.ClientCredentialsGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

    server.register_grant(Grant)

    class Validator(BearerTokenValidator):
        def authenticate_token(self, token_string):
            return tokens.get(token_string)

    protector = ResourceProtector()
    protector.register_token_validator(Validator())

    @app.post("/api2/public/token")
    def token():
        return server.create_token_response()

    @app.get("/api2/public/products")
    @protector()
    def products():
        return []

    @app.post("/api2/public/proformas")
    @protector()
    def proformas():
        counts["orders"] += 1
        return str(counts["orders"]), {"Content-Type": "application/json"}

    @app.after_request
    def count(response):
        if response.status_code == 401 and "WWW-Authenticate" in response.headers:
            counts["refused"] += "Bearer" in response.headers["WWW-Authenticate"]
        return response

    @app.post("/revoke")
    def revoke():
        for token in tokens.values():
            token.revoked = True
        return ""

    @app.get("/counts")
    def show():
        return f"{len(tokens)} {counts['refused']} {counts['orders']}"

    return app


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--secret", required=True)
    parser.add_argument("--lifetime", type=int, default=600)
    arguments = parser.parse_args()
    app = serve(Client(arguments.secret), arguments.lifetime)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(f"listening on 127.0.0.1:{server.port}", flush=True)

    def end():
        sys.stdin.read()
        server.shutdown()

    threading.Thread(target=end, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
