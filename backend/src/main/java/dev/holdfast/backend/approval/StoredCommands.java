package dev.holdfast.backend.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.BodyValidation;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores commands that wait for approval as JSON: the command's name and its request. */
@ApplicationScoped
class StoredCommands {
    private static final String COMMAND = "command";
    private static final String REQUEST = "request";

    private final Map<String, Command<?, ?>> commands;
    private final ObjectMapper json;
    private final BodyValidation constraints;

    StoredCommands(@All List<Command<?, ?>> commands, ObjectMapper json, BodyValidation constraints) {
        this.commands = commands.stream().collect(Collectors.toMap(Command::name, Function.identity()));
        this.json = json;
        this.constraints = constraints;
    }

    /** A command that waits for approval, with its request, which was valid when it was stored. */
    record Stored<Q, R>(Command<Q, R> command, Q request) {
        /** Validates and plans the command again; fails with {@code conflict} if it is no longer possible. */
        Uni<Plan> plan(Tx tx) {
            return Uni.createFrom()
                    .item(request)
                    .invoke(command::validate)
                    .chain(valid -> command.plan(tx, valid))
                    .onFailure(ProblemException.class)
                    .transform(StoredCommands::impossible);
        }

        Permission needs(ApprovalOperation operation) {
            return command.needs(request, operation);
        }

        Uni<Work<R>> prepare(Actor requester, CatalogId catalog) {
            return command.prepare(requester, catalog, request);
        }
    }

    private static ProblemException impossible(ProblemException problem) {
        return switch (problem.type()) {
            case NOT_FOUND ->
                ProblemException.conflict(
                        "The subject of this request is no longer in the catalog. Reject the request.");
            case INVALID_REQUEST ->
                ProblemException.conflict("The request is no longer valid: " + problem.detail() + " Reject it.");
            default -> problem;
        };
    }

    String write(String command, Object request) {
        return json.createObjectNode()
                .put(COMMAND, command)
                .<ObjectNode>set(REQUEST, json.valueToTree(request))
                .toString();
    }

    /** Reads what {@link #write} wrote; fails with {@code conflict} if it is no longer valid or another version of Holdfast wrote it. */
    Stored<?, ?> read(JsonObject payload) {
        Command<?, ?> command = commands.get(payload.getString(COMMAND, ""));
        if (command == null) {
            throw unreadable();
        }
        return read(command, payload.getJsonObject(REQUEST));
    }

    private <Q, R> Stored<Q, R> read(Command<Q, R> command, @Nullable JsonObject request) {
        JavaType type = json.constructType(command.getClass())
                .findSuperType(Command.class)
                .containedType(0);
        try {
            Q read = json.readValue(String.valueOf(request), type);
            constraints.require(read);
            return new Stored<>(command, read);
        } catch (ProblemException e) {
            throw impossible(e);
        } catch (JsonProcessingException e) {
            throw unreadable();
        }
    }

    private static ProblemException unreadable() {
        return ProblemException.conflict(
                "Another version of Holdfast stored this request. Reject it and request the operation again.");
    }
}
