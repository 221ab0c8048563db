package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the slot of a token by its label, because SunPKCS11 accepts only slot numbers, and SoftHSM assigns a new one at each
 * initialization. Calls the module directly (PKCS#11 2.40 §5.4 and §5.5), on 64-bit Unix.
 */
// Calls a native library on purpose.
@SuppressWarnings("restricted")
final class TokenSlots {
    private static final int ALREADY_INITIALIZED = 0x191;
    private static final int LABEL_LENGTH = 32;
    private static final int INFO_LENGTH = 256;
    private static final int MAX_SLOTS = 1024;
    /** Positions in CK_FUNCTION_LIST, which has a version, padded to a pointer, then the functions in the standard's order. */
    private static final int INITIALIZE = 1;

    private static final int GET_SLOT_LIST = 5;
    private static final int GET_TOKEN_INFO = 7;

    private static final Linker LINKER = Linker.nativeLinker();

    private TokenSlots() {}

    /** Returns the id of the slot with the token; fails with {@link KeyUnavailableException} when no slot has it. */
    static long find(Path module, String token) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment functions = functions(module, arena);
            long initialized =
                    (long) function(functions, INITIALIZE, ValueLayout.ADDRESS).invokeExact(MemorySegment.NULL);
            if (initialized != ALREADY_INITIALIZED) {
                require(initialized, "C_Initialize");
            }
            List<String> labels = new ArrayList<>();
            for (long slot : slots(functions, arena)) {
                String label = label(functions, slot, arena);
                if (label.equals(token)) {
                    return slot;
                }
                labels.add(label);
            }
            throw new KeyUnavailableException(module + " has no token with the label '" + token + "'; it has " + labels
                    + ". Set HOLDFAST_KEYS_PKCS11_TOKEN.");
        } catch (KeyUnavailableException e) {
            throw e;
        } catch (Throwable e) {
            throw new KeyUnavailableException("the PKCS#11 module " + module + " does not work", e);
        }
    }

    /** Never unloads the library, because SunPKCS11 uses it too. */
    private static MemorySegment functions(Path module, Arena arena) throws Throwable {
        MemorySegment entry = SymbolLookup.libraryLookup(module, Arena.global())
                .find("C_GetFunctionList")
                .orElseThrow(() -> new KeyUnavailableException(module + " is not a PKCS#11 module"));
        MemorySegment answer = arena.allocate(ValueLayout.ADDRESS);
        MethodHandle call =
                LINKER.downcallHandle(entry, FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        require((long) call.invokeExact(answer), "C_GetFunctionList");
        return answer.get(ValueLayout.ADDRESS, 0).reinterpret((GET_TOKEN_INFO + 1) * ValueLayout.ADDRESS.byteSize());
    }

    private static long[] slots(MemorySegment functions, Arena arena) throws Throwable {
        MethodHandle call =
                function(functions, GET_SLOT_LIST, ValueLayout.JAVA_BYTE, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        MemorySegment list = arena.allocate(ValueLayout.JAVA_LONG, MAX_SLOTS);
        MemorySegment count = arena.allocateFrom(ValueLayout.JAVA_LONG, MAX_SLOTS);
        require((long) call.invokeExact((byte) 1, list, count), "C_GetSlotList");
        return list.asSlice(0, count.get(ValueLayout.JAVA_LONG, 0) * ValueLayout.JAVA_LONG.byteSize())
                .toArray(ValueLayout.JAVA_LONG);
    }

    private static String label(MemorySegment functions, long slot, Arena arena) throws Throwable {
        MethodHandle call = function(functions, GET_TOKEN_INFO, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
        MemorySegment info = arena.allocate(INFO_LENGTH, ValueLayout.JAVA_LONG.byteSize());
        require((long) call.invokeExact(slot, info), "C_GetTokenInfo");
        return new String(info.asSlice(0, LABEL_LENGTH).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8).strip();
    }

    private static MethodHandle function(MemorySegment functions, int index, ValueLayout... parameters) {
        return LINKER.downcallHandle(
                functions.getAtIndex(ValueLayout.ADDRESS, index),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, parameters));
    }

    private static void require(long result, String function) {
        if (result != 0) {
            throw new KeyUnavailableException(
                    function + " of the PKCS#11 module answered 0x" + Long.toHexString(result));
        }
    }
}
