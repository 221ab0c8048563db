package dev.holdfast.ui.overview;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.manufacturer.ManufacturerKeyView;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.ui.feed.OsParts;
import dev.holdfast.ui.shell.Links;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps from an empty installation to the first deployment, in order. The data shows which steps are done. */
record FirstSteps(List<Step> steps) {
    private static final Overview NOTHING =
            new Overview(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), 0, 0, 0, 0, List.of(), false, List.of());

    /**
     * One step.
     *
     * @param name the part of its text keys after {@code first-steps.}
     * @param done whether the step is done
     * @param required the role that it requires
     * @param possible whether the steps before allow it
     * @param link the page of the step
     * @param script a shell command as an alternative
     * @param simulated shell commands that do the step with simulated devices; empty if they need none
     * @param subject what the step is about, such as parts; may be empty
     */
    record Step(
            String name,
            boolean done,
            Role required,
            boolean possible,
            String link,
            String script,
            String simulated,
            String subject) {
        String title() {
            return text("first-steps." + name + ".title");
        }

        String purpose() {
            String key = "first-steps." + name + ".purpose";
            return subject.isEmpty() ? text(key) : text(key + "-for", subject);
        }

        /** Explains the command for simulated devices. */
        String simulatedNote() {
            return switch (name) {
                case "image", "deployment" -> text("first-steps." + name + ".simulated");
                default -> text("first-steps.simulated.note");
            };
        }

        /** Returns the link text; empty while the step is not possible. */
        String action() {
            return possible ? text("first-steps." + name + ".action") : "";
        }
    }

    /**
     * What installation owners prepare for all catalogs.
     *
     * @param trusted whether one manufacturer has trusted keys for endorsement lists and for operating systems
     * @param endorsed whether there are endorsed chips
     * @param parts parts of the endorsed chips, and which have a release
     */
    record SetUp(boolean trusted, boolean endorsed, OsParts parts) {
        static final SetUp NONE = of(List.of(), OsParts.of(List.of(), List.of()));

        static SetUp of(List<ManufacturerView> manufacturers, OsParts parts) {
            List<ManufacturerView> valid = manufacturers.stream()
                    .filter(manufacturer -> manufacturer.state() != ManufacturerView.State.REVOKED)
                    .toList();
            return new SetUp(
                    valid.stream().anyMatch(SetUp::hasAllKeys),
                    valid.stream().anyMatch(manufacturer -> manufacturer.chips() > 0),
                    parts);
        }

        private static boolean hasAllKeys(ManufacturerView manufacturer) {
            return Arrays.stream(ManufacturerKeyView.Use.values()).allMatch(use -> hasKey(manufacturer, use));
        }

        private static boolean hasKey(ManufacturerView manufacturer, ManufacturerKeyView.Use use) {
            return manufacturer.keys().stream().anyMatch(key -> key.use() == use && key.fingerprint() != null);
        }

        private List<Step> steps(String catalog, boolean started) {
            String add = Links.addDevices(catalog);
            List<String> missing = parts.unreleased();
            return List.of(
                    step("manufacturer", catalog, trusted, Role.READER, started, add),
                    step("endorsements", catalog, endorsed, Role.READER, started && trusted, add),
                    new Step(
                            "release",
                            endorsed && missing.isEmpty(),
                            Role.READER,
                            started && endorsed,
                            Links.releaseOs(catalog),
                            StepCommands.release(missing.isEmpty() ? "PART" : missing.getFirst()),
                            StepCommands.simulated("release", catalog),
                            String.join(", ", missing)));
        }
    }

    static FirstSteps withoutCatalog() {
        return of("", null, SetUp.NONE);
    }

    /**
     * Returns the steps of a catalog.
     *
     * @param overview null without a catalog
     * @param setUp null for people who are no installation owners: they see only the steps of the catalog
     */
    static FirstSteps of(String catalog, @Nullable Overview overview, @Nullable SetUp setUp) {
        Overview has = overview == null ? NOTHING : overview;
        boolean started = overview != null;
        boolean product = has.products() > 0;
        boolean image = has.applications() > 0;
        boolean devices = has.devices() > 0;
        List<Step> steps = new ArrayList<>();
        steps.add(step("catalog", catalog, started, Role.OWNER, true, ""));
        steps.add(step("product", catalog, product, Role.CONTRIBUTOR, started, Links.products(catalog) + "?new"));
        if (setUp != null) {
            steps.addAll(setUp.steps(catalog, started));
        }
        steps.add(step("devices", catalog, devices, Role.CONTRIBUTOR, product, Links.addDevices(catalog)));
        steps.add(step("attestation", catalog, hasAttested(has), Role.READER, devices, Links.devices(catalog)));
        steps.add(step("image", catalog, image, Role.PUBLISHER, started, Links.images(catalog)));
        steps.add(step(
                "deployment",
                catalog,
                has.deployments() > 0,
                Role.PUBLISHER,
                product && image,
                Links.deployments(catalog)));
        return new FirstSteps(List.copyOf(steps));
    }

    /** Returns whether a catalog has everything. Then the steps are not shown, even if a manufacturer endorses another part. */
    static boolean areOver(Overview overview) {
        return overview.products() > 0
                && overview.devices() > 0
                && overview.applications() > 0
                && overview.deployments() > 0;
    }

    long doneCount() {
        return steps.stream().filter(Step::done).count();
    }

    static boolean hasAttested(Overview overview) {
        return overview.trusted() + overview.outdated() + overview.untrusted() + overview.unreachable() > 0;
    }

    private static Step step(String name, String catalog, boolean done, Role required, boolean possible, String link) {
        return new Step(
                name,
                done,
                required,
                possible,
                link,
                StepCommands.script(name, catalog),
                StepCommands.simulated(name, catalog),
                "");
    }
}
