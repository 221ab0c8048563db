package dev.holdfast.ui.browser;

import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.ui.fake.FakeAlertViews;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakePolicies;
import dev.holdfast.ui.fake.FakeReplays;
import dev.holdfast.ui.fake.FakeRollouts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Every page of the console, with and without content. */
final class ConsolePages {
    /** Matches names of pages that show an empty list or an error. */
    private static final Pattern NOTHING_SHOWN = Pattern.compile("-(none|empty|no-match|mistake)");

    private ConsolePages() {}

    /** Returns the paths of pages with content, without a leading slash, by the names of their pictures. */
    static Map<String, String> filled(FakeOperatorApi api) {
        Map<String, String> pages = of(api);
        pages.keySet().removeIf(name -> NOTHING_SHOWN.matcher(name).find());
        return pages;
    }

    /** Returns the paths of all pages, without a leading slash, by the names of their pictures. */
    static Map<String, String> of(FakeOperatorApi api) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("catalogs", "");
        pages.put("overview", "c/contoso");
        pages.put("overview-empty", "c/fabrikam");
        pages.put("devices", "c/contoso/devices");
        pages.put("devices-filtered", "c/contoso/devices?health=FAILED&product=Toaster");
        pages.put("devices-no-match", "c/contoso/devices?filter=zzz");
        pages.put("devices-no-product", "c/contoso/devices?product=Nope");
        pages.put("devices-empty", "c/fabrikam/devices");
        String untrusted = "c/contoso/devices/"
                + BrowserTest.first(api, Trust.UNTRUSTED).id().text();
        pages.put("device-summary", untrusted);
        pages.put("device-attestation", untrusted + "/attestation");
        pages.put("device-software", untrusted + "/software");
        pages.put(
                "device-software-waiting",
                "c/contoso/devices/" + api.fleet().waiting().id().text() + "/software");
        pages.put(
                "device-software-pinned",
                "c/contoso/devices/" + api.fleet().pinned().id().text() + "/software");
        pages.put("device-certificates", untrusted + "/certificates");
        pages.put("device-capabilities", untrusted + "/capabilities");
        pages.put("device-activity", untrusted + "/activity");
        pages.put(
                "device-claimed",
                "c/contoso/devices/" + api.fleet().justClaimed().id().text());
        pages.put(
                "device-attestation-trusted",
                "c/contoso/devices/"
                        + BrowserTest.first(api, Trust.TRUSTED).id().text() + "/attestation");
        pages.put("products", "c/contoso/products");
        pages.put("group", "c/contoso/products/Toaster/groups/Field%20Test");
        pages.put("group-rollout", "c/contoso/products/Toaster/groups/Production");
        pages.put("group-none-deployed", "c/contoso/products/Kettle/groups/Development");
        pages.put("add-devices", "c/contoso/devices/add");
        pages.put("add-devices-no-product", "c/fabrikam/devices/add");
        pages.put("jobs", "c/contoso/devices/jobs");
        pages.put("jobs-none", "c/fabrikam/devices/jobs");
        pages.put("job-runs", "c/contoso/devices/jobs/" + FakeDeviceJobs.RUNNING);
        pages.put("job", "c/contoso/devices/jobs/" + FakeDeviceJobs.FINISHED);
        pages.put("transfers", "c/contoso/devices/transfers");
        pages.put("transfers-mistake", "c/contoso/devices/transfers?filter=is:lost");
        pages.put("jobs-no-match", "c/fabrikam/devices/jobs?filter=is:failed");
        pages.put("transfers-empty", "c/fabrikam/devices/transfers");
        pages.put("images", "c/contoso/images");
        pages.put("deployments", "c/contoso/deployments");
        String deployment = api.fleet().deployments().getFirst().id().toString();
        pages.put("deployment", "c/contoso/deployments/" + deployment);
        pages.put(
                "deploy",
                "c/contoso/deployments?image="
                        + api.fleet().images().getFirst().id().text());
        pages.put("rollouts", "c/contoso/rollouts");
        pages.put("rollouts-halted", "c/contoso/rollouts?show=halted");
        pages.put("rollouts-no-match", "c/contoso/rollouts?filter=teapot");
        pages.put("rollouts-empty", "c/fabrikam/rollouts");
        for (RolloutStatus state : RolloutStatus.values()) {
            String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
            pages.put("rollout-" + name, "c/contoso/rollouts/" + FakeRollouts.id(state));
        }
        pages.put(
                "rollout-failures",
                "c/contoso/rollouts/" + FakeRollouts.id(RolloutStatus.HALTED) + "?filter=kind:failed,returned");
        pages.put("devices-unreachable", "c/contoso/devices?health=UNREACHABLE");
        pages.put("reference-values", "c/contoso/reference-values");
        pages.put("reference-values-retired", "c/contoso/reference-values?state=RETIRED");
        pages.put("reference-values-no-match", "c/contoso/reference-values?filter=zzz");
        pages.put("reference-values-empty", "c/fabrikam/reference-values");
        pages.put(
                "reference-value",
                "c/contoso/reference-values?value=" + api.references().currentApplication());
        pages.put("reference-values-import", "c/contoso/reference-values?import");
        pages.put("members", "c/contoso/members");
        pages.put("members-none", "c/fabrikam/members");
        pages.put("tokens", "c/contoso/tokens");
        pages.put("tokens-none", "c/fabrikam/tokens");
        pages.put("alerts", "c/contoso/alerts");
        pages.put("alert", "c/contoso/alerts?alert=" + FakeAlertViews.id(1));
        pages.put("alert-suppressed", "c/contoso/alerts?show=suppressed&alert=" + FakeAlertViews.id(7));
        pages.put("alerts-none", "c/fabrikam/alerts");
        pages.put("alerts-no-match", "c/contoso/alerts?filter=teapot");
        pages.put("alerts-mistake", "c/contoso/alerts?filter=is:odd");
        pages.put("anomalies", "c/contoso/anomalies");
        pages.put("anomalies-all", "c/contoso/anomalies?show=all");
        pages.put("anomalies-no-match", "c/fabrikam/anomalies?filter=kind:alternating-networks");
        pages.put("anomalies-none", "c/fabrikam/anomalies");
        pages.put("policies", "c/contoso/policies");
        pages.put("policies-product", "c/contoso/policies?product=Toaster");
        pages.put("policies-empty", "c/fabrikam/policies");
        pages.put("policy", "c/contoso/policies/catalog");
        pages.put("policy-whole", "c/contoso/policies/catalog?version=3");
        pages.put("policy-none", "c/fabrikam/policies/catalog");
        pages.put("policy-waiting", "c/contoso/policies/" + FakePolicies.GROUP);
        pages.put("policy-replays", "c/contoso/policies/catalog/replays");
        pages.put("policy-history", "c/contoso/policies/catalog/history");
        pages.put("policy-edit", "c/contoso/policies/catalog/edit");
        pages.put("policies-update", "c/contoso/policies?kind=update");
        pages.put("policy-update", "c/contoso/policies/update-catalog");
        pages.put("policy-update-edit", "c/contoso/policies/" + FakePolicies.GROUP_UPDATES + "/edit");
        pages.put("replay", "c/contoso/replays/" + FakeReplays.CHANGING);
        pages.put("replay-group", "c/contoso/replays/" + FakeReplays.CHANGING + "?product=Kettle&group=Production");
        pages.put("replay-calm", "c/contoso/replays/" + FakeReplays.CALM);
        pages.put("replay-running", "c/contoso/replays/" + FakeReplays.RUNNING);
        pages.put("replay-failed", "c/contoso/replays/" + FakeReplays.FAILED);
        pages.put("replay-superseded", "c/contoso/replays/" + FakeReplays.SUPERSEDED);
        pages.put("approvals", "c/contoso/approvals");
        pages.put("approvals-all", "c/contoso/approvals?state=all");
        pages.put("approvals-mistake", "c/contoso/approvals?filter=is:gone");
        pages.put("approvals-none", "c/fabrikam/approvals");
        pages.put("os-feeds", "c/contoso/os-feeds");
        pages.put("os-release", "c/contoso/os-feeds/release");
        pages.put("certificates", "c/contoso/certificates");
        pages.put("certificates-none", "c/fabrikam/certificates");
        pages.put("certificates-devices", "c/contoso/certificates/devices");
        pages.put("certificates-devices-none", "c/fabrikam/certificates/devices");
        pages.put("certificates-devices-mistake", "c/contoso/certificates/devices?filter=is:odd");
        pages.put("members-mistake", "c/contoso/members?filter=role:king");
        pages.put("gateways", "c/contoso/gateways");
        pages.put("installation-members", "c/contoso/installation/members");
        pages.put("installation-tokens", "c/contoso/installation/tokens");
        pages.put("settings", "c/contoso/settings");
        pages.put("images-mistake", "c/contoso/images?filter=colour:red");
        pages.put("images-empty", "c/fabrikam/images");
        pages.put("products-empty", "c/fabrikam/products");
        pages.put("deployments-no-match", "c/contoso/deployments?filter=product:teapot");
        pages.put("deployments-empty", "c/fabrikam/deployments");
        pages.put("audit-empty", "c/fabrikam/audit");
        pages.put("audit", "c/contoso/audit");
        pages.put("missing-catalog", "c/nowhere");
        return pages;
    }
}
