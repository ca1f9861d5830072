/** The socket that sends a `WorkflowEvent` for each thing that happens in a run. None is logged: whoever comes later reads the run. */
export const runEventsPath = '/api/ws/workflows';
