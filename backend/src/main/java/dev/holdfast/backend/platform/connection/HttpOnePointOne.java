package dev.holdfast.backend.platform.connection;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Switches HTTP/2 without TLS off, which {@code quarkus.http.http2} leaves on. */
@Singleton
public class HttpOnePointOne implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
