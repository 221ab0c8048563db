package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.IndexView;

/** Completes the OpenAPI document at build time. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OperatorApiDocument implements OASFilter {
    /** Name of the security scheme in {@code META-INF/openapi.yaml}. */
    private static final String BEARER = "bearer";

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String TRUST = OperatorApi.BASE + "trust";

    private final OperationProblems problems;
    private final IndexView index;

    /** Called at build time. */
    public OperatorApiDocument(IndexView index) {
        problems = new OperationProblems(index);
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        SchemaTypes types = SchemaTypes.of(index, document.getComponents().getSchemas());
        new SchemaDescriptions(types).describe();
        SchemaChoices.declare(document.getComponents().getSchemas());
        new SchemaNullability(types, document).declare();
        Map<String, Parameter> known = Map.copyOf(document.getComponents().getParameters());
        document.getComponents().setParameters(null);
        ListPages pages = new ListPages(document.getComponents());
        ResponseHeaders headers = new ResponseHeaders(document.getPaths());
        document.getPaths().getPathItems().forEach((path, item) -> complete(path, item, known, pages, headers));
        document.getComponents().getResponses().values().forEach(ResponseHeaders::declareShared);
        SchemaExamples.read().add(document.getComponents().getSchemas());
    }

    private void complete(
            String path, PathItem item, Map<String, Parameter> known, ListPages pages, ResponseHeaders headers) {
        item.getOperations().forEach((method, operation) -> {
            declareVariables(path, operation);
            operation.getParameters().forEach(parameter -> describe(parameter, known));
            if ("streamEvents".equals(operation.getOperationId())) {
                operation.getParameters().stream()
                        .filter(parameter -> "kind".equals(parameter.getName()))
                        .forEach(SchemaChoices::declareEventKinds);
            }
            pages.declare(operation);
            boolean isPublic = path.equals(TRUST) || path.startsWith(OperatorApi.PKI);
            if (method == PathItem.HttpMethod.POST) {
                operation.addParameter(known.get("Idempotency-Key"));
            }
            operation.setSecurity(
                    isPublic
                            ? List.of()
                            : List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
            problems.describe(method, path, operation, isPublic);
            headers.declare(method, path, operation);
        });
    }

    private static void describe(Parameter parameter, Map<String, Parameter> known) {
        if (parameter.getDescription() == null) {
            Parameter described = Objects.requireNonNull(
                    known.get(parameter.getName()),
                    () -> "describe the parameter " + parameter.getName()
                            + " where it is declared, or in META-INF/openapi.yaml");
            parameter.schema(described.getSchema()).description(described.getDescription());
            if (Boolean.TRUE.equals(described.getRequired())) {
                parameter.required(true);
            }
        }
    }

    /** Declares path variables that only the access filter reads, such as the catalog. */
    private static void declareVariables(String path, Operation operation) {
        List<Parameter> parameters =
                new ArrayList<>(operation.getParameters() == null ? List.of() : operation.getParameters());
        Matcher variable = VARIABLE.matcher(path);
        while (variable.find()) {
            String name = variable.group(1);
            if (parameters.stream().noneMatch(known -> known.getName().equals(name))) {
                parameters.add(OASFactory.createParameter()
                        .name(name)
                        .in(Parameter.In.PATH)
                        .required(true));
            }
        }
        operation.setParameters(parameters);
    }
}
