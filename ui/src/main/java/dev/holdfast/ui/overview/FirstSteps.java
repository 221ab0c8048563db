package dev.holdfast.ui.overview;

import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.shell.Links;
import java.util.List;

/**
 * The way from nothing to a fleet that updates itself. What is done follows from the data, so nobody ticks anything off.
 *
 * @param steps in the order they are taken
 */
record FirstSteps(List<Step> steps) {
    /**
     * One step.
     *
     * @param title what to do
     * @param why what it is good for, one line
     * @param done whether the data shows it
     * @param needed the role it takes
     * @param action the words of the link; empty when the step is not possible yet
     * @param link where it is done
     * @param command what to type instead, on the machine that runs Holdfast; empty when there is nothing
     * @param note what may stand in the way, and where to read about it; empty when nothing does
     */
    record Step(
            String title,
            String why,
            boolean done,
            Role needed,
            String action,
            String link,
            String command,
            String note) {
        private Step(String title, String why, boolean done, Role needed, String action, String link) {
            this(title, why, done, needed, action, link, "", "");
        }

        /** Returns the same while it is not possible yet. */
        private Step later() {
            return new Step(title, why, done, needed, "", link, "", note);
        }
    }

    static FirstSteps withoutCatalog() {
        return new FirstSteps(List.of(
                catalog(false),
                product("", false).later(),
                devices("", false).later(),
                image("", false).later(),
                deployment("", false).later()));
    }

    static FirstSteps of(String catalog, Overview overview) {
        boolean product = overview.products() > 0;
        boolean image = overview.applications() > 0;
        Step devices = devices(catalog, overview.devices() > 0);
        Step deployment = deployment(catalog, overview.deployments() > 0);
        return new FirstSteps(List.of(
                catalog(true),
                product(catalog, product),
                product ? devices : devices.later(),
                image(catalog, image),
                product && image ? deployment : deployment.later()));
    }

    boolean complete() {
        return steps.stream().allMatch(Step::done);
    }

    long doneCount() {
        return steps.stream().filter(Step::done).count();
    }

    private static Step catalog(boolean done) {
        return new Step(
                "Create a catalog",
                "Everything of one organisation: its products, devices, images and people.",
                done,
                Role.OWNER,
                "Create catalog",
                "");
    }

    private static Step product(String catalog, boolean done) {
        return new Step(
                "Create a product",
                "One model of device. Its groups decide which devices run what.",
                done,
                Role.CONTRIBUTOR,
                "Create product",
                Links.products(catalog) + "?new");
    }

    private static Step devices(String catalog, boolean done) {
        return new Step(
                "Add devices, or simulate some",
                "Import the list of chips that came with your devices and claim them, or let this machine simulate some, which"
                        + " attest by themselves.",
                done,
                Role.CONTRIBUTOR,
                "Add devices",
                Links.addDevices(catalog),
                "./holdfast sim --catalog " + catalog + " --devices 10",
                "Only chips that a trusted silicon manufacturer endorsed can be claimed; “Add devices” shows how a manufacturer becomes"
                        + " trusted.");
    }

    private static Step image(String catalog, boolean done) {
        return new Step(
                "Upload an application",
                "An image package. From then on it is a reference value that devices are measured against.",
                done,
                Role.PUBLISHER,
                "Upload image",
                Links.images(catalog));
    }

    private static Step deployment(String catalog, boolean done) {
        return new Step(
                "Deploy it to a group",
                "Devices install it at their next contact, and count as done once they have attested it.",
                done,
                Role.PUBLISHER,
                "Start deployment",
                Links.deployments(catalog));
    }
}
