/**
 * What the nodes of one service tell each other. Messages may be lost, late or doubled; whoever listens must do with
 * that: what counts is in the database.
 */
export interface NodeBus {
  /** Tells all other nodes, never oneself. */
  publish(topic: string, message: unknown): void;
  subscribe(topic: string, listener: (message: unknown, fromNode: string) => void): void;
  close(): Promise<void>;
}

/** The bus of a server that is alone. */
export const lonelyBus: NodeBus = { publish: () => {}, subscribe: () => {}, close: async () => {} };
