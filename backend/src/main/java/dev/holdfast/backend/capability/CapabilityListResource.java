package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Capability files of all devices. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/capability-files")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Capabilities")
public class CapabilityListResource {
    private final Access access;
    private final ListCapabilityFiles listCapabilityFiles;
    private final ListAnswers answers;

    CapabilityListResource(Access access, ListCapabilityFiles listCapabilityFiles, ListAnswers answers) {
        this.access = access;
        this.listCapabilityFiles = listCapabilityFiles;
        this.answers = answers;
    }

    @GET
    @InCatalog(Act.READ)
    @APIResponseSchema(value = CapabilityFileView[].class, responseCode = "200")
    @Operation(
            operationId = "listCapabilityFilesOfCatalog",
            summary = "List the capability files of all devices",
            description =
                    "Those that meet the filter, such as is:in-force expires:<1d; newest first (-at), or by when they expire (expires).")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters asked) {
        return answers.page(
                listCapabilityFiles, listCapabilityFiles.pages(access.catalog(), asked.filter(), asked.sort()), asked);
    }
}
