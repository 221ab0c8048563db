package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.id.Digest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Serves the OpenAPI document. All responses share one copy in memory, which is compressed once. The framework would copy the document for
 * each response, and anyone can request it.
 */
@ApplicationScoped
public class OpenApiFiles {
    private static final String PATH = "/q/openapi";
    private static final int BEFORE_FRAMEWORK = -1;

    private final OpenApiDocumentService documents;
    private final Map<Format, File> files = new EnumMap<>(Format.class);

    OpenApiFiles(OpenApiDocumentService documents) {
        this.documents = documents;
    }

    /** The document in one format. */
    private record File(String type, String etag, ByteBuf plain, ByteBuf gzip) {
        static File of(Format format, byte[] document) {
            return new File(
                    format == Format.JSON ? "application/json" : "application/yaml",
                    '"' + Digest.sha256(document).json() + '"',
                    shared(document),
                    shared(compressed(document)));
        }

        private static ByteBuf shared(byte[] bytes) {
            return Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(bytes.length).writeBytes(bytes));
        }
    }

    void serve(@Observes Router router) {
        for (String suffix : new String[] {"", ".json", ".yaml", ".yml"}) {
            router.route(PATH + suffix)
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .order(BEFORE_FRAMEWORK)
                    .handler(this::serve);
        }
    }

    // Vert.x has no other way to send a Netty buffer without copying it.
    @SuppressWarnings("deprecation")
    private void serve(RoutingContext request) {
        File file = file(isJson(request) ? Format.JSON : Format.YAML);
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type() + ";charset=UTF-8")
                .putHeader(HttpHeaders.ETAG, file.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
        if (file.etag().equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        boolean isCompressed = header(request, HttpHeaders.ACCEPT_ENCODING).contains("gzip");
        response.putHeader(HttpHeaders.CONTENT_ENCODING, isCompressed ? "gzip" : "identity");
        ByteBuf content = isCompressed ? file.gzip() : file.plain();
        if (request.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.readableBytes()))
                    .end();
        } else {
            response.end(Buffer.buffer(content.duplicate()));
        }
    }

    private synchronized File file(Format format) {
        return files.computeIfAbsent(
                format, first -> File.of(first, documents.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, first)));
    }

    private static boolean isJson(RoutingContext request) {
        String format = request.request().getParam("format");
        return request.normalizedPath().endsWith(".json")
                || (format == null
                        ? header(request, HttpHeaders.ACCEPT).contains("json")
                        : format.equalsIgnoreCase("json"));
    }

    private static String header(RoutingContext request, CharSequence name) {
        return Optional.ofNullable(request.request().getHeader(name)).orElse("");
    }

    private static byte[] compressed(byte[] document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(document);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }
}
