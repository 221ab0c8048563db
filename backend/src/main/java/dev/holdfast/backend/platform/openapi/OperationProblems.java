package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;

/** Problem types of each operation: types that method, path and parameters imply, and types declared with {@link ProblemResponses}. */
final class OperationProblems {
    private final Map<String, List<ProblemType>> declared = new HashMap<>();

    OperationProblems(IndexView index) {
        for (AnnotationInstance annotation : index.getAnnotations(ProblemResponses.class)) {
            AnnotationInstance operation = annotation
                    .target()
                    .asMethod()
                    .annotation(org.eclipse.microprofile.openapi.annotations.Operation.class);
            declared.put(
                    operation.value("operationId").asString(),
                    Arrays.stream(annotation.value().asEnumArray())
                            .map(ProblemType::valueOf)
                            .toList());
        }
    }

    /** Adds a response for each status that the operation can fail with. */
    void describe(HttpMethod method, String path, Operation operation, boolean isPublic) {
        Set<ProblemType> types = EnumSet.of(ProblemType.INVALID_REQUEST);
        types.addAll(declared.getOrDefault(operation.getOperationId(), List.of()));
        if (!isPublic) {
            types.addAll(List.of(
                    ProblemType.UNAUTHENTICATED,
                    ProblemType.INSUFFICIENT_USER_AUTHENTICATION,
                    ProblemType.FORBIDDEN,
                    ProblemType.RATE_LIMITED));
        }
        if (path.contains("{")) {
            types.add(ProblemType.NOT_FOUND);
        }
        for (Parameter parameter : operation.getParameters()) {
            switch (parameter.getName()) {
                case "If-Match" -> types.add(ProblemType.CHANGED_MEANWHILE);
                case "filter" -> types.add(ProblemType.FILTER_TOO_BROAD);
                default -> {}
            }
        }
        if (method != HttpMethod.GET) {
            types.addAll(List.of(ProblemType.CONFLICT, ProblemType.TOO_LARGE));
        }
        if (method == HttpMethod.POST) {
            types.addAll(List.of(ProblemType.IN_PROGRESS, ProblemType.KEY_REUSED));
        }
        if (method == HttpMethod.POST || method == HttpMethod.PUT) {
            add(
                    operation,
                    "415",
                    sentence(ProblemType.INVALID_REQUEST) + " The media type of the body is not supported.");
        }
        add(
                operation,
                "406",
                sentence(ProblemType.INVALID_REQUEST) + " None of the accepted media types is available.");
        add(operation, "503", sentence(ProblemType.UNAVAILABLE));
        add(operation, "default", sentence(ProblemType.INTERNAL));
        types.stream()
                .collect(Collectors.groupingBy(ProblemType::status))
                .forEach((status, some) -> add(
                        operation,
                        Integer.toString(status),
                        some.stream().map(OperationProblems::sentence).collect(Collectors.joining(" "))));
    }

    private static String sentence(ProblemType type) {
        return type.code() + ": " + type.title() + ".";
    }

    private static void add(Operation operation, String status, String description) {
        operation.getResponses().addAPIResponse(status, problem(description));
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))));
    }
}
