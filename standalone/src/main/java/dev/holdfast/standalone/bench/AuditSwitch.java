package dev.holdfast.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent in a backend that a benchmark has of its own: lets it leave the audit entries of one catalog out, line by line on the standard input. The product
 * has no such switch, and must not have one; so the bytes of the one class that writes entries are changed as it is loaded. When the input ends, the
 * backend does, so that none survives its benchmark.
 *
 * <p>Nothing but Java itself is used here: the agent's jar has this class alone, and what is nested in it.
 */
public final class AuditSwitch implements ClassFileTransformer {
    /** The line from which on entries are written again; any other is the GUID of the catalog, whose entries, and no other's, are left out. */
    static final String WITH = "with";

    private static final String LEFT_OUT = "holdfast.bench.catalog-without-entries";
    private static final String LOG = "dev/holdfast/backend/platform/audit/AuditLog";
    private static final ClassDesc UNI = ClassDesc.of("io.smallrye.mutiny.Uni");
    private static final ClassDesc MAKE_UNI = ClassDesc.of("io.smallrye.mutiny.groups.UniCreate");
    private static final ClassDesc OUTBOX = ClassDesc.of("dev.holdfast.backend.platform.outbox.Outbox");
    private static final ClassDesc SQL = ClassDesc.of("dev.holdfast.backend.platform.db.Sql");
    private static final ClassDesc CATALOG = ClassDesc.of("dev.holdfast.backend.platform.db.CatalogId");
    private static final ClassDesc CLOCK = ClassDesc.of("java.time.Clock");
    private static final ClassDesc LIST = ClassDesc.of("java.util.List");
    /** The parameter of {@code append} that has events. */
    private static final int EVENTS = 4;

    private AuditSwitch() {}

    /**
     * Begins before the backend does.
     *
     * @param arguments none
     * @param instrumentation of its Java machine
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new AuditSwitch());
        Thread.ofPlatform().daemon().name("audit-switch").start(AuditSwitch::listen);
    }

    /** Returns the classes that the agent is. */
    static List<Class<?>> parts() {
        return List.of(AuditSwitch.class, Front.class);
    }

    private static void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.setProperty(LEFT_OUT, line);
            }
        } catch (IOException e) {
            System.err.println("the benchmark's input ended: " + e);
        }
        System.exit(0);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> known,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (!LOG.equals(name)) {
            return null;
        }
        ClassFile format = ClassFile.of();
        return format.transformClass(format.parse(bytes), (type, element) -> {
            if (element instanceof MethodModel method && isAppend(method)) {
                Front front = new Front(tells(method) ? AuditSwitch::eventsAlone : AuditSwitch::nothing);
                type.transformMethod(method, MethodTransform.transformingCode(front));
            } else {
                type.with(element);
            }
        });
    }

    private static boolean isAppend(MethodModel method) {
        return method.methodName().equalsString("append")
                && method.methodTypeSymbol().returnType().equals(UNI);
    }

    /** Whether events go with the entry, which are told without it, too. */
    private static boolean tells(MethodModel method) {
        return method.methodTypeSymbol().parameterCount() == EVENTS
                && method.methodTypeSymbol().parameterType(EVENTS - 1).equals(LIST);
    }

    private static void nothing(CodeBuilder code) {
        code.invokestatic(UNI, "createFrom", MethodTypeDesc.of(MAKE_UNI), true)
                .invokevirtual(MAKE_UNI, "voidItem", MethodTypeDesc.of(UNI))
                .areturn();
    }

    private static void eventsAlone(CodeBuilder code) {
        code.new_(OUTBOX)
                .dup()
                .aload(0)
                .getfield(ClassDesc.ofInternalName(LOG), "clock", CLOCK)
                .invokespecial(OUTBOX, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, CLOCK))
                .aload(1)
                .aload(2)
                .aload(EVENTS)
                .invokevirtual(OUTBOX, "append", MethodTypeDesc.of(UNI, SQL, CATALOG, LIST))
                .areturn();
    }

    /** Asks first whether entries of the catalog are left out, and does {@code instead} what is done then. */
    private record Front(Consumer<CodeBuilder> instead) implements CodeTransform {
        @Override
        public void atStart(CodeBuilder code) {
            code.aload(2)
                    .invokevirtual(ConstantDescs.CD_Object, "toString", MethodTypeDesc.of(ConstantDescs.CD_String))
                    .loadConstant(LEFT_OUT)
                    .invokestatic(
                            ClassDesc.of("java.lang.System"),
                            "getProperty",
                            MethodTypeDesc.of(ConstantDescs.CD_String, ConstantDescs.CD_String))
                    .invokevirtual(
                            ConstantDescs.CD_String,
                            "equals",
                            MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object))
                    .ifThen(instead::accept);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }
}
