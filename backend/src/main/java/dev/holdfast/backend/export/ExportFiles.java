package dev.holdfast.backend.export;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestMulti;

/** Names exported files, so that browsers and {@code curl -OJ} save them under this name. */
final class ExportFiles {
    private ExportFiles() {}

    static Multi<byte[]> named(String name, Multi<byte[]> content) {
        return RestMulti.fromMultiData(content)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
