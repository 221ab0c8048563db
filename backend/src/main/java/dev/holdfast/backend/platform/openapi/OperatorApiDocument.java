package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;

/** Completes the OpenAPI document of the operator API when the backend is built. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OperatorApiDocument implements OASFilter {
    private static final String BEARER = "bearer";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> PUBLIC = Set.of(OperatorApi.BASE + "trust");
    private static final String NAMES_IMAGES = "releaseOperatingSystem";
    private static final Set<String> TAKES_CONTENT = Set.of(
            "uploadImage",
            "importEndorsements",
            "claimDevices",
            "startDeployment",
            "uploadOsImage",
            NAMES_IMAGES,
            "savePolicyVersion",
            "addForeignRoot");

    private final IndexView index;

    /** Called when the backend is built, with what it consists of. */
    public OperatorApiDocument(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description(
                                        "An access token of the installation's OpenID Connect provider (a JWT for the"
                                                + " audience holdfast-api), whose groups may say what the caller may do; or a token that was"
                                                + " made here: of a person (hfp_…) or of a service (hfs_…), which does no more than its"
                                                + " role, approves nothing and manages no members."));
        OneText.ALL.forEach(document.getComponents()::addSchema);
        document.getComponents().addSchema(ProblemSchema.NAME, ProblemSchema.schema());
        RequestSchemas.complete(document, index);
        document.getPaths().getPathItems().forEach(OperatorApiDocument::complete);
    }

    private static void complete(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            declareVariables(path, operation);
            operation.getParameters().forEach(ParameterSchemas::complete);
            if (has(operation, "cursor")) {
                operation.getResponses().getAPIResponse("200").addHeader("Link", nextPage());
            }
            boolean isPublic = PUBLIC.contains(path);
            if (method == PathItem.HttpMethod.POST) {
                operation.addParameter(idempotencyKey());
            }
            operation.setSecurity(
                    isPublic
                            ? List.of()
                            : List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
            problems(path, method, operation, isPublic)
                    .forEach((status, description) ->
                            operation.getResponses().addAPIResponse(status, problem(description)));
        });
    }

    private static boolean has(Operation operation, String parameter) {
        return operation.getParameters().stream().anyMatch(one -> parameter.equals(one.getName()));
    }

    private static Header nextPage() {
        return OASFactory.createHeader()
                .description(
                        "<?…>; rel=\"next\" (RFC 8288): the same request with the cursor for the next page; absent on the last one")
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .required(false)
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .maxLength(257))
                .description(
                        "A key made for this request, such as a GUID in quotes: sent again with the same body within a day,"
                                + " the request is not done again, and the answer is the same. A file, a secret or what is too long is not kept: 409 then"
                                + " says that it was done.");
    }

    /** A variable that only the access filter reads, such as the catalog, is no parameter of a resource's method. */
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

    private static Map<String, String> problems(
            String path, PathItem.HttpMethod method, Operation operation, boolean isPublic) {
        Map<String, String> problems = new TreeMap<>();
        problems.put("400", "A field or parameter is missing, malformed or unknown; errors names it.");
        problems.put("406", "None of the accepted media types can be given.");
        problems.put("default", "Something went wrong on our side, or is away for the moment.");
        if (!isPublic) {
            problems.put(
                    "401",
                    "There is no valid access token; or, for a dangerous act where the installation wants it, none of somebody who has"
                            + " just confirmed who they are (insufficient-user-authentication, RFC 9470).");
            problems.put("403", "The caller's role does not allow it.");
        }
        if (path.contains("{") || NAMES_IMAGES.equals(operation.getOperationId())) {
            problems.put(
                    "404", "What the path or the body names does not exist, or the caller has no role in its catalog.");
        }
        if (method == PathItem.HttpMethod.POST) {
            problems.put("409", "The name or key is taken, or the state does not allow it now.");
            problems.put("413", "The body is too large.");
            problems.put("415", "The body is of another media type.");
        }
        if (has(operation, "If-Match")) {
            problems.put("412", "Someone else changed it since it was read.");
        }
        if (method == PathItem.HttpMethod.POST) {
            problems.put("422", "The idempotency key belongs to another request.");
        }
        if (TAKES_CONTENT.contains(operation.getOperationId())) {
            problems.put(
                    "422", "The content is not what it should be, or the idempotency key belongs to another request.");
        }
        return problems;
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(ProblemSchema.NAME))));
    }
}
