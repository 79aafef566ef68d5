/** Trino's own server needs a line to start it when it comes as a library. */
public class Start {
    public static void main(String[] args) {
        new io.trino.server.Server().start(args[0]);
    }
}
