package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Serves the page to which the {@code type} of each problem leads. */
@ApplicationScoped
public class ProblemPage {
    private static final int BEFORE_FRAMEWORK = -1;
    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Problem types of Holdfast</title></head>
            <body>
            <h1>Problem types</h1>
            %s
            </body>
            </html>
            """.formatted(
            Arrays.stream(ProblemType.values()).map(ProblemPage::section).collect(Collectors.joining("\n")));

    void serve(@Observes Router router) {
        router.route(ProblemType.PAGE)
                .method(HttpMethod.GET)
                .order(BEFORE_FRAMEWORK)
                .handler(request -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                        .end(HTML));
    }

    private static String section(ProblemType type) {
        return """
                <h2 id="%s">%s</h2>
                <p>Status %d. %s.</p>
                <p>%s</p>""".formatted(type.code(), type.code(), type.status(), type.title(), type.help());
    }
}
