package dev.holdfast.ui.shell;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.client.Confirmation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Addresses of pages, relative to the console's root. */
public final class Links {
    /** The chooser of catalogs. */
    public static final String CATALOGS = "catalogs";

    /** Ends the session here and at the identity provider; handled before the console's own routes. */
    public static final String SIGN_OUT = "logout";

    private Links() {}

    /** A catalog's overview. */
    public static String overview(String catalog) {
        return "c/" + catalog;
    }

    /** The device list. */
    public static String devices(String catalog) {
        return overview(catalog) + "/devices";
    }

    /** The device list with a query. */
    public static String devices(String catalog, QueryParameters query) {
        return new Location(devices(catalog), query).getPathWithQueryParameters();
    }

    /** The way for new devices into the catalog. */
    public static String addDevices(String catalog) {
        return devices(catalog) + "/add";
    }

    /** Devices that change hands, and those that left. */
    public static String transfers(String catalog) {
        return devices(catalog) + "/transfers";
    }

    /** Acts on many devices. */
    public static String jobs(String catalog) {
        return devices(catalog) + "/jobs";
    }

    /** One of them. */
    public static String job(String catalog, UUID job) {
        return jobs(catalog) + "/" + job;
    }

    /** One device. */
    public static String device(String catalog, DeviceId device) {
        return devices(catalog) + "/" + device.text();
    }

    /** One tab of one device. */
    public static String device(String catalog, DeviceId device, String tab) {
        return device(catalog, device) + "/" + tab;
    }

    /** Products and groups. */
    public static String products(String catalog) {
        return overview(catalog) + "/products";
    }

    /** One device group. */
    public static String group(String catalog, String product, String group) {
        return products(catalog) + "/" + segment(product) + "/groups/" + segment(group);
    }

    /** Images. */
    public static String images(String catalog) {
        return overview(catalog) + "/images";
    }

    /** The installation's OS feeds. */
    public static String osFeeds(String catalog) {
        return overview(catalog) + "/os-feeds";
    }

    /** The way of an operating system into a feed. */
    public static String releaseOs(String catalog) {
        return osFeeds(catalog) + "/release";
    }

    /** Deployments. */
    public static String deployments(String catalog) {
        return overview(catalog) + "/deployments";
    }

    /** Deployments, with the dialog to start one open for an image. */
    public static String deploy(String catalog, String image) {
        return new Location(deployments(catalog), QueryParameters.of("image", image)).getPathWithQueryParameters();
    }

    /** One deployment. */
    public static String deployment(String catalog, UUID deployment) {
        return deployments(catalog) + "/" + deployment;
    }

    /** Reference values. */
    public static String referenceValues(String catalog) {
        return overview(catalog) + "/reference-values";
    }

    /** Reference values with a query. */
    public static String referenceValues(String catalog, QueryParameters query) {
        return new Location(referenceValues(catalog), query).getPathWithQueryParameters();
    }

    /** The authorities of a catalog. */
    public static String certificates(String catalog) {
        return overview(catalog) + "/certificates";
    }

    /** The certificates of all devices. */
    public static String deviceCertificates(String catalog) {
        return certificates(catalog) + "/devices";
    }

    /** What does not fit together in what devices attested. */
    public static String suspicions(String catalog) {
        return overview(catalog) + "/suspicions";
    }

    /** Attestation policies. */
    public static String policies(String catalog) {
        return overview(catalog) + "/policies";
    }

    /** The policy of one scope, by its key. */
    public static String policy(String catalog, String policy) {
        return policies(catalog) + "/" + policy;
    }

    /** One tab of a policy. */
    public static String policy(String catalog, String policy, String tab) {
        return policy(catalog, policy) + "/" + tab;
    }

    /** One version of a policy. */
    public static String policyVersion(String catalog, String policy, int version) {
        return policy(catalog, policy) + "?version=" + version;
    }

    /** The editor, beginning with a version of a policy. */
    public static String editPolicy(String catalog, String policy, int version) {
        return policy(catalog, policy) + "/edit?version=" + version;
    }

    /** A replay and its report. */
    public static String replay(String catalog, UUID replay) {
        return overview(catalog) + "/replays/" + replay;
    }

    /** Acts that wait for a second person. */
    public static String approvals(String catalog) {
        return overview(catalog) + "/approvals";
    }

    /** Where somebody confirms who they are, to come back to a page. */
    public static String confirm(Confirmation wanted, String page) {
        return "confirm?to=" + encode("/" + page) + "&acr=" + encode(wanted.acr()) + "&max_age=" + wanted.maxAge();
    }

    /** Names have blanks, which are no {@code +} in a path. */
    private static String segment(String name) {
        return encode(name).replace("+", "%20");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Who has which role. */
    public static String members(String catalog) {
        return overview(catalog) + "/members";
    }

    /** Tokens for scripts and services. */
    public static String tokens(String catalog) {
        return overview(catalog) + "/tokens";
    }

    /** The gateways of the installation. */
    public static String gateways(String catalog) {
        return overview(catalog) + "/gateways";
    }

    /** Who has which role in the whole installation. */
    public static String installationMembers(String catalog) {
        return overview(catalog) + "/installation/members";
    }

    /** Tokens for the whole installation. */
    public static String installationTokens(String catalog) {
        return overview(catalog) + "/installation/tokens";
    }

    /** What the catalog is set to. */
    public static String settings(String catalog) {
        return overview(catalog) + "/settings";
    }

    /** The audit log. */
    public static String audit(String catalog) {
        return overview(catalog) + "/audit";
    }

    /** What a filter finds in the audit log. */
    public static String audit(String catalog, String filter) {
        return new Location(audit(catalog), FilterParameter.with(filter, Map.of())).getPathWithQueryParameters();
    }
}
