package dev.holdfast.ui.overview;

import dev.holdfast.ui.shell.MachineCommands;

/**
 * Shell commands for the first steps. They use the variables {@code API} and {@code TOKEN}, as in docs/operating.md. People replace the
 * other names in capitals.
 */
final class StepCommands {
    private static final String CURL = "curl -sS --fail-with-body -H \"Authorization: Bearer $TOKEN\"";

    private StepCommands() {}

    /** Returns the command of a step other than the release, by the step's name. */
    static String script(String step, String catalog) {
        String path = "$API/catalogs/" + catalog;
        return switch (step) {
            case "catalog" -> post("{\"name\":\"contoso\",\"displayName\":\"Contoso\"}", "$API/catalogs");
            case "product" -> post("{\"name\":\"Toaster\"}", path + "/products");
            case "manufacturer" -> "cp ./acme.pem ./acme-os.pem " + MachineCommands.file("manufacturers/");
            case "endorsements" -> send("application/jose", "endorsements.jws", "$API/endorsements");
            case "devices" -> """
                    sed -e '1i DeviceId,ProductName,DeviceGroupName' -e 's/$/,PRODUCT,GROUP/' devices.txt |
                    """ + send("text/csv", "-", path + "/devices/claim");
            case "attestation" -> CURL + " \"" + path + "/devices?filter=is:trusted\"";
            case "image" -> send("application/octet-stream", "hello.imagepackage", path + "/images");
            case "deployment" -> post("{\"imageIds\":[\"ID\"]}", path + "/products/PRODUCT/groups/GROUP/deployments");
            default -> throw new IllegalArgumentException("unknown step " + step);
        };
    }

    /** Returns the commands that release all images of a folder for a part. */
    static String release(String part) {
        return """
                for image in releases/VERSION/*.imagepackage; do
                    %1$s -w '\\n' -H 'Content-Type: application/octet-stream' \\
                        --data-binary @"$image" $API/os-images | sed 's/^{"id":\\("[^"]*"\\).*/\\1/'
                done | paste -sd, > ids
                %1$s -H 'Content-Type: application/json' \\
                    -d '{"part":"%2$s","feed":"Retail","imageIds":['$(cat ids)']}' $API/os-releases""".formatted(CURL, part);
    }

    /** Returns the commands that do a step with simulated devices; empty if they need none. */
    static String simulated(String step, String catalog) {
        return switch (step) {
            case "manufacturer", "endorsements", "release", "devices", "attestation" ->
                MachineCommands.holdfast("sim --catalog " + catalog + " --devices 10 --trust-simulated-manufacturer");
            case "image" ->
                MachineCommands.holdfast(
                                "sim pack-application --input samples/hello/approot --destination hello.imagepackage")
                        + "\n" + script(step, catalog);
            case "deployment" ->
                script(step, catalog) + "\n" + MachineCommands.holdfast("sim --catalog " + catalog + " --batch=BATCH");
            default -> "";
        };
    }

    private static String post(String json, String path) {
        return CURL + " -H 'Content-Type: application/json' \\\n    -d '" + json + "' " + path;
    }

    private static String send(String type, String file, String path) {
        return CURL + " -H 'Content-Type: " + type + "' \\\n    --data-binary @" + file + " " + path;
    }
}
