{{- define "agent.selector" -}}
app.kubernetes.io/name: sluice-agent
{{- end }}

{{- define "agent.labels" -}}
{{ include "agent.selector" . }}
app.kubernetes.io/part-of: sluice
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "agent.subjects" -}}
subjects:
  - kind: ServiceAccount
    name: {{ .Values.serviceAccount.name }}
    namespace: {{ .Release.Namespace }}
{{- end }}

{{- define "agent.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{- /* The ClusterRoles that are bound, separated by blanks. */}}
{{- define "agent.roles" -}}
sluice-agent sluice-agent-targets sluice-agent-more-targets{{ if eq .Values.tokens "published" }} sluice-agent-tokens{{ end }}
{{- end }}

{{- /* What a JSON schema cannot say in a sentence that helps. */}}
{{- define "agent.checked" -}}
{{- range $name, $value := dict "cluster" .Values.cluster "prefix" .Values.prefix }}
{{- range splitList "-" $value }}
{{- if has . (list "events" "dlq") }}
{{- fail (printf "%s: must not have a part %s between its dashes: the names of its queues would be those of others" $name .) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
