package dev.holdfast.ui.member;

import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.RowTable;
import org.jspecify.annotations.Nullable;

/** How the console speaks of roles. */
public final class RoleWords {
    /** What a role is in that counts everywhere. */
    public static final String INSTALLATION = "Whole installation";

    private RoleWords() {}

    /** Names a role. */
    public static String name(Role role) {
        return switch (role) {
            case OWNER -> "Owner";
            case PUBLISHER -> "Publisher";
            case CONTRIBUTOR -> "Contributor";
            case SECURITY_ANALYST -> "Security analyst";
            case APPROVER -> "Approver";
            case READER -> "Reader";
        };
    }

    /** Says what a role is for. */
    public static String meaning(Role role) {
        return switch (role) {
            case OWNER -> "everything, members and tokens included";
            case PUBLISHER -> "images and deployments, and all that a contributor may";
            case CONTRIBUTOR -> "products, groups and claiming devices";
            case SECURITY_ANALYST -> "suspicions and policies";
            case APPROVER -> "approving what others ask for";
            case READER -> "reading";
        };
    }

    /** Names what a role is given to. */
    static String name(Grantee kind) {
        return switch (kind) {
            case SUBJECT -> "A person or service, by subject";
            case EMAIL -> "Whoever first signs in with an e-mail address";
            case GROUP -> "A group of the identity provider";
        };
    }

    /** Says where a role holds. */
    public static String place(@Nullable String product, @Nullable String group) {
        if (product == null) {
            return "Whole catalog";
        }
        return group == null ? product : product + " / " + group;
    }

    /** Says what each role may do. */
    static RowTable table() {
        RowTable table = new RowTable("Roles", "Role", "May do");
        for (Role role : Role.values()) {
            table.row(new Span(name(role)), new Span(meaning(role)));
        }
        return table;
    }
}
