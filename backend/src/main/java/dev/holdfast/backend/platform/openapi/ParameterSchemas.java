package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.operator.suspicion.SuspicionKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * What parameters are. Resources take them as text, so that a malformed one becomes the problem that {@code Parameters}
 * makes of it.
 */
final class ParameterSchemas {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final String LISTS = "devices, deployments, audit, members,"
            + " device-certificates, images, suspicions, approvals, capability-files, device-jobs or transfers";

    private ParameterSchemas() {}

    static void complete(Parameter parameter) {
        switch (parameter.getName()) {
            case "limit" ->
                describe(
                        parameter,
                        number("int32", 1)
                                .maximum(BigDecimal.valueOf(MAX_LIMIT))
                                .defaultValue(DEFAULT_LIMIT),
                        "How many at most");
            case "offset" -> describe(parameter, number("int32", 0).defaultValue(0), "How many to leave out");
            case "before" ->
                describe(parameter, number("int64", 1), "Only entries with a smaller number; absent for the newest");
            case "trust" ->
                describe(
                        parameter,
                        string().enumeration(List.copyOf(Arrays.asList((Object[]) Trust.values()))),
                        "What Holdfast thinks of the device");
            case "health" ->
                describe(
                        parameter,
                        string().enumeration(List.copyOf(Arrays.asList((Object[]) Health.values()))),
                        "What is known of the device now");
            case "origin" ->
                describe(
                        parameter,
                        string().enumeration(List.copyOf(Arrays.asList((Object[]) ReferenceOrigin.values()))),
                        "Where the reference value came from");
            case "standing" ->
                describe(
                        parameter,
                        string().enumeration(List.copyOf(Arrays.asList((Object[]) ReferenceStanding.values()))),
                        "Whether a reference value counts, and for whom");
            case "kind" ->
                describe(
                        parameter,
                        string().enumeration(List.copyOf(Arrays.asList((Object[]) SuspicionKind.values()))),
                        "Kind of suspicion");
            case "open" -> describe(parameter, flag(), "Whether to leave out what was dismissed");
            case "tentative" ->
                describe(parameter, flag(), "Whether its reference value counts only where it is deployed");
            case "blocked" -> describe(parameter, flag(), "Whether to leave out what nobody blocked");
            case "issuer" -> describe(parameter, string(), "root, policy, or the GUID of an authority of a catalog");
            case "request" -> describe(parameter, string(), "The OCSP request in base64, percent-encoded");
            case "days" -> describe(parameter, number("int32", 1).defaultValue(7), "How many days to look back");
            case "act" ->
                describe(
                        parameter,
                        string().enumeration(List.copyOf(Arrays.asList((Object[]) DeviceJobAct.values()))),
                        "What a job would do; absent to see all that the caller may read");
            case "component" ->
                describe(parameter, OASFactory.createSchema().ref("ComponentId"), "GUID of the component");
            case "image" -> describe(parameter, OASFactory.createSchema().ref("ImageId"), "GUID of the image");
            case "deviceId" -> describe(parameter, OASFactory.createSchema().ref("DeviceId"), "Device ID");
            case "imageId" -> describe(parameter, OASFactory.createSchema().ref("ImageId"), "GUID of the image");
            case "id" ->
                describe(parameter, OneText.text(OneText.GUID, "GUID").format("uuid"), "GUID of what is meant");
            case "policy" ->
                describe(parameter, string(), "Key of the policy: catalog, product-GUID, group-GUID, or default");
            case "version" -> describe(parameter, number("int32", 0), "Version of the policy; 0: none of its own");
            case "state" ->
                describe(
                        parameter,
                        string().enumeration(List.copyOf(Arrays.asList((Object[]) ApprovalState.values()))),
                        "Only those in this state");
            case "after" ->
                describe(parameter, OASFactory.createSchema().ref("DeviceId"), "Only devices after this one");
            case "attestation" -> describe(parameter, number("int64", 1), "Number of the attestation");
            case "catalog" ->
                describe(parameter, string().pattern(NewCatalog.NAME), "Name of the catalog, in either case");
            case "transferId" ->
                describe(parameter, OneText.text(OneText.GUID, "GUID").format("uuid"), "GUID of the transfer");
            case "maker" -> describe(parameter, string(), "Name of the silicon maker");
            case "root" ->
                describe(
                        parameter,
                        OneText.text(OneText.GUID, "GUID").format("uuid"),
                        "GUID of a root of somebody else's; absent for the installation's own");
            case "serial" ->
                describe(
                        parameter,
                        string().pattern("^(\\.default|active|[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2}){0,19})$"),
                        "Serial number in hex; of an authority also .default or active, for the one that signs at present");
            case "deployment" ->
                describe(
                        parameter,
                        string().pattern("^\\.default$|" + OneText.GUID),
                        "GUID of the deployment, or .default for the group's current one");
            case "fingerprint" ->
                describe(
                        parameter,
                        string().pattern("^[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2}){31}$"),
                        "SHA-256 of the certificate in hex, with or without colons");
            case "product" -> describe(parameter, string(), "Name of the product, in either case");
            case "group" -> describe(parameter, string(), "Name of the device group, in either case");
            case "actor" -> describe(parameter, string(), "User name, in either case");
            case "action" -> describe(parameter, string(), "Verb of an act, such as ClaimDevices, in either case");
            case "since" -> describe(parameter, string().format("date-time"), "Only entries from then on");
            case "until" -> describe(parameter, string().format("date-time"), "Only entries before that");
            case "from" ->
                describe(
                        parameter.required(true), number("int64", 1), "How many entries the earlier checkpoint covers");
            case "sequence" -> describe(parameter, number("int64", 1), "Number of the entry");
            case "path" ->
                describe(
                        parameter,
                        string(),
                        "LEVEL/INDEX or entries/INDEX, the index in groups of three digits (x001/x234/067), and .p/WIDTH"
                                + " behind it for a part");
            case "mine" -> describe(parameter, flag(), "Whether to leave out what the caller did not ask for");
            case "people" -> describe(parameter, flag(), "Whether to leave out what the installation did by itself");
            case "filter" ->
                describe(parameter, string().maxLength(1_000), "What to narrow the list to, in the filter language");
            case "cursor" -> describe(parameter, string(), "Where to go on: that of the link to the next page");
            case "fields" -> describe(parameter, string(), "Names of fields, with commas between them; absent for all");
            case "If-Match" -> describe(parameter, string(), "The ETag of what is to be changed; absent for any");
            case "text" -> describe(parameter, string(), "What to look for");
            case "sort" ->
                describe(
                        parameter,
                        string(),
                        "Name of an order, with '-' before it for the reverse; absent for the list's own");
            case "list" -> describe(parameter, string(), "Name of a list, as its path has it: " + LISTS);
            default -> throw new IllegalStateException("no schema for the parameter " + parameter.getName());
        }
    }

    private static void describe(Parameter parameter, Schema schema, String description) {
        parameter.schema(schema).description(description);
    }

    private static Schema flag() {
        return OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN).defaultValue(false);
    }

    private static Schema string() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Schema number(String format, int minimum) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .format(format)
                .minimum(BigDecimal.valueOf(minimum));
    }
}
