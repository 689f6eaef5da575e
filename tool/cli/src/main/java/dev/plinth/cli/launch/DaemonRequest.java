package dev.plinth.cli.launch;

import dev.plinth.cli.terminal.TerminalState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A command for a daemon.
 *
 * @param arguments the command line
 * @param terminal the terminal of the command's process
 * @param columns the variable {@code COLUMNS} of that process; empty if it has none
 */
record DaemonRequest(List<String> arguments, TerminalState terminal, String columns) {

    /**
     * Returns the request as bytes.
     *
     * @throws IOException when an argument is longer than 64 KiB
     */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeBoolean(terminal.out());
            out.writeBoolean(terminal.err());
            out.writeInt(terminal.columns());
            out.writeUTF(columns);
            out.writeInt(arguments.size());
            for (String argument : arguments) {
                out.writeUTF(argument);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a request.
     *
     * @throws IOException when the bytes are not those of a request
     */
    static DaemonRequest of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        TerminalState terminal = new TerminalState(in.readBoolean(), in.readBoolean(), in.readInt());
        String columns = in.readUTF();
        List<String> arguments = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            arguments.add(in.readUTF());
        }
        return new DaemonRequest(List.copyOf(arguments), terminal, columns);
    }
}
