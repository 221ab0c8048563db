package dev.holdfast.backend.fleet.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.Fields;
import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Devices of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DeviceResource {
    private static final int MOST_LEFT_OUT = 10_000;

    private final Access access;
    private final FindDevices findDevices;
    private final ListDevices listDevices;
    private final DescribeDevice describeDevice;
    private final ObjectMapper json;

    DeviceResource(
            Access access,
            FindDevices findDevices,
            ListDevices listDevices,
            DescribeDevice describeDevice,
            ObjectMapper json) {
        this.access = access;
        this.findDevices = findDevices;
        this.listDevices = listDevices;
        this.describeDevice = describeDevice;
        this.json = json;
    }

    @GET
    @InCatalog(value = Permission.READ, inPart = true)
    @APIResponseSchema(value = DevicePage.class, responseCode = "200")
    @Operation(
            operationId = "listDevices",
            summary = "List devices",
            description =
                    "A page of the devices that the caller may read and that meet the filter, such as is:untrusted product:toaster os:<24.06 seen:>7d tag:lab"
                            + " kitchen. text, trust, health, product, group and blocked are terms of it in another form. Sort is"
                            + " a field's name, with '-' before it for the other way round. For the next page, send the same again"
                            + " with next as the cursor: what changes meanwhile lets no other device appear twice or be left out"
                            + " (sorted by lastSeen, all that report change meanwhile)."
                            + " fields are the names of fields, with commas between them; the others are left out. offset"
                            + " is 10,000 at most: what lies behind them a cursor leads to.")
    public Uni<RestResponse<Object>> list(
            @BeanParam ListParameters asked,
            @QueryParam("text") @Nullable String text,
            @QueryParam("trust") @Nullable String trust,
            @QueryParam("health") @Nullable String health,
            @QueryParam("product") @Nullable String product,
            @QueryParam("group") @Nullable String group,
            @QueryParam("blocked") @Nullable String blocked,
            @QueryParam("offset") @Nullable String offset) {
        Filter wanted = DeviceFilters.of(asked.filter())
                .text(text)
                .trust(trust)
                .health(health)
                .field("product", product)
                .field("group", group)
                .blocked(blocked)
                .filter();
        DeviceOrder order = DeviceOrder.parse(asked.sort());
        Fields fields = Fields.of(DeviceView.class, asked.fields());
        return listDevices
                .page(
                        access.catalog(),
                        new ListDevices.Request(
                                access.caller().authority().scopesIn(access.catalog(), Permission.READ),
                                wanted,
                                order,
                                PageCursor.parse(asked.cursor(), ListDevices.Request.list(wanted, order)),
                                few(Parameters.offset(offset)),
                                Parameters.limit(asked.limit())))
                .map(page -> ListAnswers.linked(chosen(page, fields), page.next(), asked.uri()));
    }

    private Object chosen(DevicePage page, Fields fields) {
        if (fields.all()) {
            return page;
        }
        JsonNode all = json.valueToTree(page);
        all.get("devices").forEach(device -> fields.of(device));
        return all;
    }

    @GET
    @Path("{deviceId}")
    @InCatalog(Permission.READ)
    @Operation(operationId = "getDevice", summary = "Read a device", description = "How it stands now.")
    public Uni<DeviceView> get(@PathParam("deviceId") String deviceId) {
        return findDevices.one(access.catalog(), Parameters.device(deviceId));
    }

    @GET
    @Path("{deviceId}/description")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getDeviceDescription",
            summary = "Read what people say of a device",
            description = "Its name, tags and notes. ETag is for If-Match of a change.")
    public Uni<RestResponse<DeviceDescription>> description(@PathParam("deviceId") String deviceId) {
        return describeDevice.read(Parameters.device(deviceId)).map(DeviceResource::tagged);
    }

    @PUT
    @Path("{deviceId}/description")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "describeDevice",
            summary = "Name, tag and annotate a device",
            description = "All three at once. With If-Match, only if nobody changed the description since it was read.")
    public Uni<RestResponse<DeviceDescription>> describe(
            @PathParam("deviceId") String deviceId,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            DeviceDescription wanted) {
        return describeDevice
                .describe(Parameters.device(deviceId), Bodies.required(wanted), IfMatch.of(expected))
                .map(DeviceResource::tagged);
    }

    /** To leave out very many costs as much as to read them. */
    private static int few(int offset) {
        if (offset > MOST_LEFT_OUT) {
            throw ProblemException.invalid(
                    "offset",
                    "is 0 to " + MOST_LEFT_OUT + "; next of each answer is the cursor for what comes behind it");
        }
        return offset;
    }

    private static RestResponse<DeviceDescription> tagged(DeviceDescription description) {
        return EntityTag.ok(description, DescribeDevice.tag(description));
    }
}
