package dev.holdfast.backend.platform.openapi;

import java.util.Arrays;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Declares the headers of responses. {@code META-INF/openapi.yaml} describes the headers by name. */
record ResponseHeaders(Paths paths) {
    /** Operations that read a resource at another path than the one below which it was created. */
    private static final Set<String> READS = Set.of("getDeployment", "getReplay", "getRollout");

    /** Part of the paths of operations that change a rollout and respond with it. */
    private static final String ROLLOUT = "/rollouts/{rollout}/";

    /** Declares the headers of a response that operations share. */
    static void declareShared(APIResponse response) {
        add(response, "X-Request-Id", "Idempotency-Replayed");
    }

    /** Declares the headers of all other responses of an operation. */
    void declare(HttpMethod method, String path, Operation operation) {
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (response.getRef() == null) {
                add(response, "X-Request-Id");
                if (method == HttpMethod.POST && status.startsWith("2")) {
                    add(response, "Idempotency-Replayed");
                }
                declare(status, response, method, path, operation);
            }
        });
    }

    private void declare(String status, APIResponse response, HttpMethod method, String path, Operation operation) {
        switch (status) {
            case "200" -> {
                if (operation.getParameters().stream().anyMatch(one -> "cursor".equals(one.getName()))) {
                    add(response, "Link");
                }
                if (operation.getResponses().hasAPIResponse("201")) {
                    add(response, "Location", "ETag");
                } else if (isResource(method, path, operation)) {
                    add(response, "ETag");
                }
            }
            case "201" -> add(response, "Location", "ETag");
            case "202" -> {
                if (response.getHeaders() == null || !response.getHeaders().containsKey("Location")) {
                    add(response, "Location");
                }
            }
            case "401" -> add(response, "WWW-Authenticate");
            case "429", "503" -> add(response, "Retry-After");
            default -> {}
        }
    }

    /** Returns whether the operation reads or changes one resource that requests create or change. */
    private boolean isResource(HttpMethod method, String path, Operation operation) {
        return switch (method) {
            case PUT -> true;
            case POST -> path.contains(ROLLOUT);
            case GET ->
                paths.getPathItem(path).getPUT() != null
                        || isCreatedByParent(path)
                        || READS.contains(operation.getOperationId());
            default -> false;
        };
    }

    private boolean isCreatedByParent(String path) {
        PathItem parent = path.endsWith("}") ? paths.getPathItem(path.substring(0, path.lastIndexOf('/'))) : null;
        return parent != null
                && parent.getPOST() != null
                && parent.getPOST().getResponses().hasAPIResponse("201");
    }

    private static void add(APIResponse response, String... headers) {
        Arrays.stream(headers)
                .forEach(name ->
                        response.addHeader(name, OASFactory.createHeader().ref(name)));
    }
}
