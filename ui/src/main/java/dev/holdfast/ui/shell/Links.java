package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
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
    public static final String CATALOGS = "catalogs";

    /** Ends the session here and at the identity provider; not a route of the console. */
    public static final String SIGN_OUT = "logout";

    private Links() {}

    /** Navigates to a page with its query. Prefer anchors. */
    public static void go(Component here, String link) {
        Location location = new Location(link);
        here.getUI().ifPresent(ui -> ui.navigate(location.getPath(), location.getQueryParameters()));
    }

    public static String overview(String catalog) {
        return "c/" + catalog;
    }

    public static String devices(String catalog) {
        return overview(catalog) + "/devices";
    }

    public static String devices(String catalog, QueryParameters query) {
        return new Location(devices(catalog), query).getPathWithQueryParameters();
    }

    public static String addDevices(String catalog) {
        return devices(catalog) + "/add";
    }

    public static String transfers(String catalog) {
        return devices(catalog) + "/transfers";
    }

    public static String jobs(String catalog) {
        return devices(catalog) + "/jobs";
    }

    public static String job(String catalog, UUID job) {
        return jobs(catalog) + "/" + job;
    }

    public static String device(String catalog, DeviceId device) {
        return devices(catalog) + "/" + device.text();
    }

    public static String device(String catalog, DeviceId device, String tab) {
        return device(catalog, device) + "/" + tab;
    }

    public static String products(String catalog) {
        return overview(catalog) + "/products";
    }

    public static String group(String catalog, String product, String group) {
        return products(catalog) + "/" + segment(product) + "/groups/" + segment(group);
    }

    public static String images(String catalog) {
        return overview(catalog) + "/images";
    }

    public static String osFeeds(String catalog) {
        return overview(catalog) + "/os-feeds";
    }

    public static String releaseOs(String catalog) {
        return osFeeds(catalog) + "/release";
    }

    public static String deployments(String catalog) {
        return overview(catalog) + "/deployments";
    }

    /** The deployments, with an open dialog that deploys an image. */
    public static String deploy(String catalog, String image) {
        return new Location(deployments(catalog), QueryParameters.of("image", image)).getPathWithQueryParameters();
    }

    public static String deployment(String catalog, UUID deployment) {
        return deployments(catalog) + "/" + deployment;
    }

    public static String rollouts(String catalog) {
        return overview(catalog) + "/rollouts";
    }

    /** The rollouts that match a filter. */
    public static String rollouts(String catalog, String filter) {
        return new Location(rollouts(catalog), FilterParameter.with(filter, Map.of())).getPathWithQueryParameters();
    }

    public static String rollout(String catalog, UUID rollout) {
        return rollouts(catalog) + "/" + rollout;
    }

    /** A rollout with the failed devices that match a filter. */
    public static String rollout(String catalog, UUID rollout, String failures) {
        return new Location(rollout(catalog, rollout), FilterParameter.with(failures, Map.of()))
                .getPathWithQueryParameters();
    }

    /** A rollout with the devices in an update state and of a phase; empty for any. */
    public static String rolloutDevices(String catalog, UUID rollout, String state, String phase) {
        return new Location(
                        rollout(catalog, rollout), FilterParameter.with("", Map.of("update", state, "phase", phase)))
                .getPathWithQueryParameters();
    }

    public static String referenceValues(String catalog) {
        return overview(catalog) + "/reference-values";
    }

    public static String referenceValues(String catalog, QueryParameters query) {
        return new Location(referenceValues(catalog), query).getPathWithQueryParameters();
    }

    public static String certificates(String catalog) {
        return overview(catalog) + "/certificates";
    }

    public static String deviceCertificates(String catalog) {
        return certificates(catalog) + "/devices";
    }

    public static String alerts(String catalog) {
        return overview(catalog) + "/alerts";
    }

    public static String anomalies(String catalog) {
        return overview(catalog) + "/anomalies";
    }

    public static String policies(String catalog) {
        return overview(catalog) + "/policies";
    }

    /** The policy of one scope, by its key. */
    public static String policy(String catalog, String policy) {
        return policies(catalog) + "/" + policy;
    }

    public static String policy(String catalog, String policy, String tab) {
        return policy(catalog, policy) + "/" + tab;
    }

    public static String policyVersion(String catalog, String policy, int version) {
        return policy(catalog, policy) + "?version=" + version;
    }

    /** The editor, beginning with a version of a policy. */
    public static String editPolicy(String catalog, String policy, int version) {
        return policy(catalog, policy) + "/edit?version=" + version;
    }

    public static String replay(String catalog, UUID replay) {
        return overview(catalog) + "/replays/" + replay;
    }

    public static String approvals(String catalog) {
        return overview(catalog) + "/approvals";
    }

    /** Path of the sign-in that confirms the person's identity and returns to a page. */
    public static String confirm(Confirmation wanted, String page) {
        return "confirm?to=" + encode("/" + page) + "&acr=" + encode(wanted.acr()) + "&max_age=" + wanted.maxAge();
    }

    /** Encodes a name for a path, in which a blank is {@code %20}, not {@code +}. */
    private static String segment(String name) {
        return encode(name).replace("+", "%20");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static String members(String catalog) {
        return overview(catalog) + "/members";
    }

    public static String tokens(String catalog) {
        return overview(catalog) + "/tokens";
    }

    public static String gateways(String catalog) {
        return overview(catalog) + "/gateways";
    }

    public static String installationMembers(String catalog) {
        return overview(catalog) + "/installation/members";
    }

    public static String installationTokens(String catalog) {
        return overview(catalog) + "/installation/tokens";
    }

    public static String settings(String catalog) {
        return overview(catalog) + "/settings";
    }

    public static String audit(String catalog) {
        return overview(catalog) + "/audit";
    }

    public static String audit(String catalog, String filter) {
        return new Location(audit(catalog), FilterParameter.with(filter, Map.of())).getPathWithQueryParameters();
    }
}
