-- What is forgotten of old runs is found without those that wait: after a large import there are as many of these as items.

CREATE INDEX workflow_runs_not_waiting ON workflow_runs (graph, number) WHERE status <> 'waiting';
